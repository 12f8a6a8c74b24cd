import { Badge, Group, Mark, Skeleton, Stack, Text } from '@mantine/core';
import { IconExternalLink, IconFileText } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import type { Schema } from '../../api/types.js';
import { CopyButton } from '../../kit/copy-button.js';
import { SidePanel } from '../../kit/dialog.js';
import { RelativeTime } from '../../kit/relative-time.js';
import { safeHref } from '../../kit/safe-href.js';
import { citedSpans, type Span } from './cited-sentence.js';
import { documentQuery } from './document.query.js';
import classes from './playground.module.css';

export interface OpenedCitation {
  citation: Schema<'Citation'>;
  /** The answer that refers to it. */
  answer: string;
}

interface CitationDrawerProps {
  botId: string;
  opened: OpenedCitation | null;
  onClose: () => void;
}

/** The very passage that an answer rests on, and the document that it stands in. */
export function CitationDrawer({ botId, opened, onClose }: CitationDrawerProps) {
  const t = useTranslations('playground.citation');
  return (
    <SidePanel
      opened={opened !== null}
      onClose={onClose}
      position="right"
      size="md"
      title={opened && t('title', { index: opened.citation.index })}
    >
      {opened && <Passage botId={botId} {...opened} />}
    </SidePanel>
  );
}

function Passage({ botId, citation, answer }: OpenedCitation & { botId: string }) {
  const t = useTranslations('playground.citation');
  const format = useFormatter();
  const { title, source, text, index, score } = citation;
  return (
    <Stack gap="md">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <IconFileText size={22} stroke={1.6} aria-hidden className={classes.documentIcon} />
        <div>
          <Text fw={600} className={classes.breakable}>
            {title}
          </Text>
          {source !== title && (
            <Text size="sm" c="dimmed" className={classes.breakable}>
              {source}
            </Text>
          )}
        </div>
      </Group>
      <blockquote className={classes.passage} cite={safeHref(source) ?? undefined}>
        <Marked text={text} spans={citedSpans(answer, index, text)} />
      </blockquote>
      <Group gap="xs" justify="space-between">
        <Badge variant="default" tt="none" fw={500}>
          {t('relevance', { percent: format.number(score, { style: 'percent' }) })}
        </Badge>
        <CopyButton value={text} label={t('copy')} />
      </Group>
      <DocumentFacts botId={botId} itemId={citation.itemId} />
    </Stack>
  );
}

function Marked({ text, spans }: { text: string; spans: Span[] }) {
  const parts = spans.flatMap(({ start, end }, place) => [
    text.slice(spans[place - 1]?.end ?? 0, start),
    <Mark key={start} className={classes.mark}>
      {text.slice(start, end)}
    </Mark>,
  ]);
  return (
    <>
      {parts}
      {text.slice(spans.at(-1)?.end ?? 0)}
    </>
  );
}

function DocumentFacts({ botId, itemId }: { botId: string; itemId: string }) {
  const t = useTranslations('playground.citation');
  const { data, isPending, error } = useQuery(documentQuery(botId, itemId));
  if (isPending) return <Skeleton h={48} />;
  if (error || !data)
    return (
      <Text size="sm" c="dimmed">
        {t('gone')}
      </Text>
    );
  const href = safeHref(data.item.url ?? undefined);
  return (
    <dl className={classes.facts}>
      <dt>{t('knowledgeBase')}</dt>
      <dd>{data.base.name}</dd>
      <dt>{t('kind')}</dt>
      <dd>{data.item.type}</dd>
      <dt>{t('updated')}</dt>
      <dd>
        <RelativeTime at={data.item.updatedAt} />
      </dd>
      {href && (
        <>
          <dt>{t('page')}</dt>
          <dd>
            <a href={href} target="_blank" rel="noopener noreferrer nofollow" className={classes.breakable}>
              {href} <IconExternalLink size={14} aria-hidden />
            </a>
          </dd>
        </>
      )}
    </dl>
  );
}
