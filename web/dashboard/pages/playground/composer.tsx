import { ActionIcon, Textarea, Text, Tooltip } from '@mantine/core';
import { IconArrowUp, IconPlayerStopFilled } from '@tabler/icons-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import classes from './playground.module.css';

/** The API's own limit. */
const longest = 8_000;

interface ComposerProps {
  isAnswering: boolean;
  onAsk: (question: string) => void;
  onStop: () => void;
}

/** Where one writes: Enter sends, Shift+Enter begins a new line. */
export function Composer({ isAnswering, onAsk, onStop }: ComposerProps) {
  const t = useTranslations('playground.composer');
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  // One comes here to write; on a phone that would throw the keyboard over the page.
  useEffect(() => {
    if (matchMedia('(hover: hover)').matches) field.current?.focus({ preventScroll: true });
  }, []);
  const send = (): void => {
    const question = text.trim();
    if (!question || isAnswering) return;
    onAsk(question);
    setText('');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter also ends the composing of a character in some languages.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className={classes.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Textarea
        ref={field}
        autosize
        minRows={1}
        maxRows={8}
        size="md"
        maxLength={longest}
        aria-label={t('label')}
        aria-describedby="composer-hint"
        placeholder={t('placeholder')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        rightSectionWidth={48}
        classNames={{ input: classes.composerInput, section: classes.composerSection }}
        rightSection={
          isAnswering ? (
            <Tooltip label={t('stop')} withArrow>
              <ActionIcon radius="xl" size={34} variant="default" aria-label={t('stop')} onClick={onStop}>
                <IconPlayerStopFilled size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          ) : (
            <ActionIcon
              type="submit"
              radius="xl"
              size={34}
              aria-label={t('send')}
              disabled={text.trim() === ''}
            >
              <IconArrowUp size={18} aria-hidden />
            </ActionIcon>
          )
        }
      />
      <Text id="composer-hint" size="xs" c="dimmed" ta="center" mt={6} visibleFrom="sm">
        {t('hint')}
      </Text>
    </form>
  );
}
