import { Box, Center, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { usePageHeading } from '../kit/page-heading.js';
import { LanguageMenu } from '../shell/language-menu.js';
import { Logo } from '../shell/logo.js';

interface EntranceProps {
  title: string;
  lead?: string;
  children: ReactNode;
  footer?: ReactNode;
}

/** The frame of the pages before one is signed in. */
export function Entrance({ title, lead, children, footer }: EntranceProps) {
  const heading = usePageHeading(title);
  return (
    <Box component="main" mih="100%" p="md">
      <Group justify="flex-end">
        <LanguageMenu />
      </Group>
      <Center mih="80vh">
        <Stack w="100%" maw={400} gap="lg">
          <Stack gap={6} align="center" ta="center">
            <Logo size={40} />
            <Title order={1} size="h2" mt="xs" ref={heading} tabIndex={-1}>
              {title}
            </Title>
            {lead && <Text c="dimmed">{lead}</Text>}
          </Stack>
          <Paper withBorder p="lg" bg="var(--app-surface)">
            {children}
          </Paper>
          {footer && (
            <Text size="sm" c="dimmed" ta="center">
              {footer}
            </Text>
          )}
        </Stack>
      </Center>
    </Box>
  );
}
