import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './status-badge.module.css';

export type Tone = 'good' | 'busy' | 'warning' | 'bad' | 'neutral';

/** A state in a word; the dot's colour only repeats what the word says. */
export function StatusBadge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <Badge
      variant="default"
      radius="xl"
      tt="none"
      fw={500}
      className={classes.badge}
      leftSection={<span className={classes.dot} data-tone={tone} aria-hidden />}
    >
      {children}
    </Badge>
  );
}
