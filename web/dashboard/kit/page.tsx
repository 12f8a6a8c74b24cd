import { Box, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { usePageHeading } from './page-heading.js';

interface PageProps {
  title: string;
  description?: ReactNode;
  /** What can be done here, the most important last. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A page: its title, in the tab as well, what it is for, what can be done, and its content. */
export function Page({ title, description, actions, children }: PageProps) {
  const heading = usePageHeading(title);
  return (
    <Stack gap="lg" p={{ base: 'md', sm: 'xl' }} maw={1280} mx="auto" w="100%">
      <Group justify="space-between" align="flex-start" gap="md">
        <Box flex="1 1 20rem">
          <Title order={1} size="h2" ref={heading} tabIndex={-1}>
            {title}
          </Title>
          {description && (
            <Text c="dimmed" mt={4} maw="44rem">
              {description}
            </Text>
          )}
        </Box>
        {actions && <Group gap="sm">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  );
}
