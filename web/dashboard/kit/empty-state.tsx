import { Center, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface EmptyStateProps {
  icon: Icon;
  title: string;
  /** What this place is for, and what to do next. */
  children: ReactNode;
  action?: ReactNode;
}

/** Where there is nothing yet: what it is for, and the next step. */
export function EmptyState({ icon: Picture, title, children, action }: EmptyStateProps) {
  return (
    <Center py={48} px="md">
      <Stack align="center" gap="xs" maw="28rem" ta="center">
        <ThemeIcon size={48} radius="xl" variant="light">
          <Picture size={24} stroke={1.6} aria-hidden />
        </ThemeIcon>
        <Title order={2} size="h4" mt={4}>
          {title}
        </Title>
        <Text c="dimmed" size="sm">
          {children}
        </Text>
        {action && <div style={{ marginTop: 12 }}>{action}</div>}
      </Stack>
    </Center>
  );
}
