import { Alert, Button, Group, Loader, Text } from '@mantine/core';
import { IconPlayerPlay, IconPlugConnected, IconRefresh, IconTool } from '@tabler/icons-react';
import { useCallback } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { CopyButton } from '../../kit/copy-button.js';
import { ErrorNotice } from '../../kit/error-notice.js';
import { AnswerText } from './answer-text.js';
import type { OpenedCitation } from './citation-drawer.js';
import { isOpen, type Answer, type Turn } from './messages.js';
import classes from './playground.module.css';
import { Rating } from './rating.js';

interface TurnViewProps {
  botId: string;
  turn: Turn;
  onCitation: (opened: OpenedCitation) => void;
  onGoOn: (turn: Turn) => void;
  onAskAgain: (turn: Turn) => void;
}

/** A question, and what the bot says to it. */
export function TurnView({ botId, turn, onCitation, onGoOn, onAskAgain }: TurnViewProps) {
  const t = useTranslations('playground');
  const { question, answer } = turn;
  const { citations, text, state, error } = answer;
  const open = useCallback(
    (index: number) => {
      const citation = citations.find((one) => one.index === index);
      if (citation) onCitation({ citation, answer: text });
    },
    [citations, text, onCitation],
  );
  return (
    <>
      <li className={classes.question}>
        <span className="visually-hidden">{t('you')}</span>
        {question}
      </li>
      <li className={classes.answer} aria-busy={isOpen(answer)}>
        <span className="visually-hidden">{t('bot')}</span>
        {answer.tools.length > 0 && (
          <Text size="xs" c="dimmed" className={classes.note}>
            <IconTool size={14} aria-hidden /> {t('tools', { names: answer.tools.join(', ') })}
          </Text>
        )}
        {text === '' && isOpen(answer) ? (
          <Loader type="dots" size="sm" aria-hidden />
        ) : (
          <AnswerText answer={answer} onCitation={open} />
        )}
        {state === 'reconnecting' && (
          <Text size="xs" c="dimmed" className={classes.note}>
            <IconPlugConnected size={14} aria-hidden /> {t('reconnecting')}
          </Text>
        )}
        {state === 'stopped' && (
          <Group gap="sm" mt="xs">
            <Text size="sm" c="dimmed">
              {t('stopped')}
            </Text>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconPlayerPlay size={14} aria-hidden />}
              onClick={() => onGoOn(turn)}
            >
              {t('goOn')}
            </Button>
          </Group>
        )}
        {state === 'interrupted' && (
          <Alert color="orange" variant="light" mt="xs" role="status">
            {t('interrupted')}
          </Alert>
        )}
        {state === 'failed' && (
          <>
            <ErrorNotice error={error} title={t('failed')} />
            <Button
              mt="xs"
              size="xs"
              variant="default"
              leftSection={<IconRefresh size={14} aria-hidden />}
              onClick={() => onAskAgain(turn)}
            >
              {t('askAgain')}
            </Button>
          </>
        )}
        {state === 'answered' && <AnswerFooter botId={botId} answer={answer} />}
      </li>
    </>
  );
}

function AnswerFooter({ botId, answer }: { botId: string; answer: Answer }) {
  const t = useTranslations('playground');
  const format = useFormatter();
  const { id, text, details, rating } = answer;
  const facts = details && [
    details.model,
    t('seconds', { seconds: format.number(details.latencyMs / 1_000, { maximumFractionDigits: 1 }) }),
    details.usage.cost
      ? format.number(details.usage.cost, { style: 'currency', currency: 'USD', maximumFractionDigits: 4 })
      : null,
  ];
  return (
    <Group gap="xs" mt={6} className={classes.footer}>
      <CopyButton value={text} />
      {id && <Rating botId={botId} messageId={id} rating={rating} />}
      {facts && (
        <Text size="xs" c="dimmed">
          {facts.filter(Boolean).join(' · ')}
        </Text>
      )}
      {details && !details.grounded && (
        <Text size="xs" c="dimmed">
          {t('notGrounded')}
        </Text>
      )}
    </Group>
  );
}
