import { ActionIcon, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDots, IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { api, ask } from '../../api/client.js';
import { chatbotQuery } from '../../api/queries.js';
import type { Schema } from '../../api/types.js';
import { ConfirmDialog } from '../../kit/confirm-dialog.js';
import { useMutationWithToast } from '../../kit/use-mutation-with-toast.js';
import { forgetBot } from '../../shell/last-bot.js';
import { useMay } from '../../session/use-may.js';

/** What can be done with a bot of the list. */
export function BotMenu({ bot }: { bot: Schema<'Chatbot'> }) {
  const t = useTranslations('bots');
  const [mayChange, mayDelete] = [useMay('editor'), useMay('owner')];
  const [isAsking, asking] = useDisclosure(false);
  const queries = useQueryClient();
  const path = { params: { path: { id: bot.id } } };
  const refresh = () => queries.invalidateQueries({ queryKey: ['chatbots'] });
  const switching = useMutationWithToast({
    mutationFn: (status: 'active' | 'inactive') =>
      ask(api.PUT('/api/v1/chatbots/{id}', { ...path, body: { status } })),
    done: (_, status) => t(status === 'active' ? 'activated' : 'deactivated', { name: bot.name }),
    onSuccess: refresh,
  });
  const deleting = useMutationWithToast({
    mutationFn: () => ask(api.DELETE('/api/v1/chatbots/{id}', path)),
    done: () => t('deleted', { name: bot.name }),
    onSuccess: () => {
      forgetBot(bot.id);
      queries.removeQueries({ queryKey: chatbotQuery(bot.id).queryKey });
      return refresh();
    },
    onSettled: asking.close,
  });
  if (!mayChange) return null;
  const isActive = bot.status === 'active';
  return (
    <>
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t('menu', { name: bot.name })}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={
              isActive ? <IconPlayerPause size={16} aria-hidden /> : <IconPlayerPlay size={16} aria-hidden />
            }
            onClick={() => switching.mutate(isActive ? 'inactive' : 'active')}
          >
            {t(isActive ? 'deactivate' : 'activate')}
          </Menu.Item>
          {mayDelete && (
            <Menu.Item
              c="var(--mantine-color-error)"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={asking.open}
            >
              {t('delete')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        opened={isAsking}
        onClose={asking.close}
        title={t('deleteTitle', { name: bot.name })}
        confirmLabel={t('delete')}
        nameToType={bot.name}
        isPending={deleting.isPending}
        onConfirm={() => deleting.mutate()}
      >
        {t('deleteText')}
      </ConfirmDialog>
    </>
  );
}
