import { ActionIcon, Button, Group, Popover, Stack, Textarea, Tooltip } from '@mantine/core';
import { IconThumbDown, IconThumbDownFilled, IconThumbUp, IconThumbUpFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { api, ask } from '../../api/client.js';
import { useMutationWithToast } from '../../kit/use-mutation-with-toast.js';

interface RatingProps {
  botId: string;
  messageId: string;
  rating: number | null;
}

/** Says whether an answer was good; of one that was not, why. */
export function Rating({ botId, messageId, rating }: RatingProps) {
  const t = useTranslations('playground.rating');
  const [given, setGiven] = useState(rating);
  const [isOpen, setOpen] = useState(false);
  const [feedback, setFeedback] = useState('');
  const rate = useMutationWithToast({
    mutationFn: (body: { rating: 'up' | 'down'; feedback?: string }) =>
      ask(
        api.POST('/api/v1/chatbots/{id}/response-rating', {
          params: { path: { id: botId } },
          body: { messageId, ...body },
        }),
      ),
    onSuccess: ({ data }) => setGiven(data.rating),
  });
  const isUp = given !== null && given >= 4;
  const isDown = given !== null && given <= 2;
  return (
    <Group gap={2}>
      <Tooltip label={t('up')} withArrow>
        <ActionIcon
          variant="subtle"
          color={isUp ? 'brand' : 'gray'}
          aria-label={t('up')}
          aria-pressed={isUp}
          onClick={() => rate.mutate({ rating: 'up' })}
        >
          {isUp ? <IconThumbUpFilled size={16} aria-hidden /> : <IconThumbUp size={16} aria-hidden />}
        </ActionIcon>
      </Tooltip>
      <Popover opened={isOpen} onChange={setOpen} trapFocus withArrow position="top" width={280} returnFocus>
        <Popover.Target>
          <Tooltip label={t('down')} withArrow disabled={isOpen}>
            <ActionIcon
              variant="subtle"
              color={isDown ? 'brand' : 'gray'}
              aria-label={t('down')}
              aria-pressed={isDown}
              onClick={() => {
                rate.mutate({ rating: 'down' });
                setOpen(true);
              }}
            >
              {isDown ? (
                <IconThumbDownFilled size={16} aria-hidden />
              ) : (
                <IconThumbDown size={16} aria-hidden />
              )}
            </ActionIcon>
          </Tooltip>
        </Popover.Target>
        <Popover.Dropdown>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (feedback.trim()) rate.mutate({ rating: 'down', feedback: feedback.trim() });
              setOpen(false);
            }}
          >
            <Stack gap="xs">
              <Textarea
                label={t('why')}
                autosize
                minRows={2}
                maxRows={6}
                maxLength={2_000}
                data-autofocus
                value={feedback}
                onChange={(event) => setFeedback(event.currentTarget.value)}
              />
              <Button type="submit" size="xs">
                {t(feedback.trim() ? 'send' : 'skip')}
              </Button>
            </Stack>
          </form>
        </Popover.Dropdown>
      </Popover>
    </Group>
  );
}
