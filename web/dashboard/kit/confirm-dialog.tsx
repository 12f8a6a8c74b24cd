import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Dialog } from './dialog.js';

interface ConfirmDialogProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What will be gone, and that it cannot be had back. */
  children: ReactNode;
  /** The deed by its name, such as `Delete the bot`. */
  confirmLabel: string;
  /** Has to be typed before the deed can be done: for what takes a lot with it. */
  nameToType?: string;
  isPending?: boolean;
  onConfirm: () => void;
}

/** Asks before something is destroyed. */
export function ConfirmDialog({ opened, onClose, title, children, ...rest }: ConfirmDialogProps) {
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      {/* Made anew each time it opens, so that what was typed does not wait for the next thing. */}
      <Question onClose={onClose} {...rest}>
        {children}
      </Question>
    </Dialog>
  );
}

function Question({
  onClose,
  children,
  confirmLabel,
  nameToType,
  isPending = false,
  onConfirm,
}: Omit<ConfirmDialogProps, 'opened' | 'title'>) {
  const t = useTranslations('kit.confirm');
  const [typed, setTyped] = useState('');
  const isSure = nameToType === undefined || typed.trim() === nameToType.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isSure && !isPending) onConfirm();
      }}
    >
      <Stack>
        <Text size="sm" component="div">
          {children}
        </Text>
        {nameToType !== undefined && (
          <TextInput
            label={t('typeName', { name: nameToType })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" color="red.9" loading={isPending} disabled={!isSure}>
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
