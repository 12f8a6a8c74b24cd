import { Tooltip, UnstyledButton } from '@mantine/core';
import { useMemo } from 'react';
import type { Components } from 'react-markdown';
import { useTranslations } from 'use-intl';
import { Markdown } from '../../kit/markdown.js';
import { citationMarks } from './citation-marks.js';
import { isOpen, type Answer } from './messages.js';
import classes from './playground.module.css';

interface AnswerTextProps {
  answer: Answer;
  onCitation: (index: number) => void;
}

/** What a bot says, its references to passages as buttons that open them. */
export function AnswerText({ answer, onCitation }: AnswerTextProps) {
  const t = useTranslations('playground');
  const { citations } = answer;
  // The passages come after the text that refers to them.
  const areToCome = citations.length === 0 && isOpen(answer);
  const plugins = useMemo(
    () => [citationMarks((index) => areToCome || citations.some((one) => one.index === index))],
    [areToCome, citations],
  );
  const components = useMemo<Components>(
    () => ({
      cite: ({ node }) => {
        const index = Number(node?.properties.dataIndex);
        const citation = citations.find((one) => one.index === index);
        if (!citation)
          return (
            <span className={classes.citation} aria-hidden>
              {index}
            </span>
          );
        return (
          <Tooltip label={citation.source} withArrow multiline maw={320}>
            <UnstyledButton
              className={classes.citation}
              aria-label={t('source', { index, title: citation.title })}
              onClick={() => onCitation(index)}
            >
              {index}
            </UnstyledButton>
          </Tooltip>
        );
      },
    }),
    [citations, onCitation, t],
  );
  return (
    <Markdown plugins={plugins} components={components}>
      {answer.text}
    </Markdown>
  );
}
