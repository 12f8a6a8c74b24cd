import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { ApiError } from '../../api/api-error.js';
import { newKey } from '../../api/client.js';
import { useLanguage } from '../../i18n/language-provider.js';
import { Dialog } from '../../kit/dialog.js';
import { ErrorText } from '../../kit/error-text-line.js';
import { useErrorText } from '../../kit/error-text.js';
import { showFieldErrors } from '../../kit/form-errors.js';
import { createBot } from './create-bot.js';
import { DigestFields } from './digest-fields.js';
import { documentLanguages } from './document-languages.js';
import { TemplateChoice } from './template-choice.js';
import { templates, type TemplateId } from './templates.js';

/** Makes a bot from a template and goes to talk to it. */
export function CreateBotDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useTranslations('bots.create');
  return (
    <Dialog opened={opened} onClose={onClose} title={t('title')} size="lg">
      <CreateBotForm onClose={onClose} />
    </Dialog>
  );
}

interface Values {
  template: TemplateId;
  name: string;
  language: string;
  channelId: string;
  frequency: 'daily' | 'weekly';
}

function CreateBotForm({ onClose }: { onClose: () => void }) {
  const t = useTranslations('bots.create');
  const texts = useTranslations('bots.templates');
  const { language } = useLanguage();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const errorText = useErrorText();
  /** Of these very values: sent again after a lost answer they make no second bot. */
  const key = useRef(newKey());
  const [untold, setUntold] = useState<unknown>(null);
  const form = useForm<Values>({
    onValuesChange: () => {
      key.current = newKey();
    },
    initialValues: {
      template: 'support',
      name: texts('support.name'),
      language,
      channelId: '',
      frequency: 'daily',
    },
  });
  const { template, channelId, frequency } = form.values;
  const choose = (next: TemplateId): void => {
    // A name of one's own stays.
    if (form.values.name === texts(`${template}.name`)) form.setFieldValue('name', texts(`${next}.name`));
    form.setFieldValue('template', next);
  };
  const creating = useMutation({
    mutationFn: () =>
      createBot({
        key: key.current,
        bot: {
          name: form.values.name,
          language: form.values.language,
          ...(template === 'blank'
            ? {}
            : {
                description: texts(`${template}.description`),
                instructions: texts(`${template}.instructions`),
                welcomeMessage: texts(`${template}.welcome`),
              }),
        },
        ...(templates.some(({ id, knowledge }) => id === template && knowledge)
          ? { knowledgeBase: texts(`${template === 'blank' ? 'documents' : template}.knowledge`) }
          : {}),
        ...(template === 'digest' && channelId.trim()
          ? { digest: { channelId: channelId.trim(), frequency } }
          : {}),
      }),
    onMutate: () => setUntold(null),
    onSuccess: async ({ bot, failure }) => {
      await queries.invalidateQueries({ queryKey: ['chatbots'] });
      if (failure)
        notifications.show({
          title: t('partly'),
          message: errorText(failure),
          color: 'orange',
          autoClose: false,
        });
      await navigate({ to: '/bots/$botId/playground', params: { botId: bot.id } });
    },
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'CONFLICT') form.setFieldError('name', t('taken'));
      else if (!showFieldErrors(form, error, ['name', 'language'])) setUntold(error);
    },
  });
  return (
    <form onSubmit={form.onSubmit(() => creating.mutate())}>
      <Stack>
        <ErrorText error={untold} />
        <TemplateChoice value={template} onChange={choose} />
        <Group align="flex-start" grow preventGrowOverflow={false}>
          <TextInput
            label={t('name')}
            required
            withAsterisk={false}
            maxLength={100}
            miw={200}
            {...form.getInputProps('name')}
          />
          <Select
            label={t('language')}
            miw={180}
            data={documentLanguages(language)}
            searchable
            allowDeselect={false}
            {...form.getInputProps('language')}
          />
        </Group>
        {template === 'digest' && (
          <DigestFields
            channel={form.getInputProps('channelId')}
            frequency={form.getInputProps('frequency')}
          />
        )}
        <Group justify="flex-end" mt="xs">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={creating.isPending}>
            {t('submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
