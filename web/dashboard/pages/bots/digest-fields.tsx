import { Group, Select, TextInput } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';
import { useTranslations } from 'use-intl';

interface DigestFieldsProps {
  channel: GetInputPropsReturnType;
  frequency: GetInputPropsReturnType;
}

/** Which channel's messages are summed up, and how often. */
export function DigestFields({ channel, frequency }: DigestFieldsProps) {
  const t = useTranslations('bots.create');
  return (
    <Group align="flex-start" grow preventGrowOverflow={false}>
      <TextInput
        label={t('channel')}
        description={t('channelHint')}
        placeholder="channel-general"
        maxLength={200}
        miw={240}
        {...channel}
      />
      <Select
        label={t('frequency')}
        description={t('frequencyHint')}
        miw={160}
        allowDeselect={false}
        data={[
          { value: 'daily', label: t('daily') },
          { value: 'weekly', label: t('weekly') },
        ]}
        {...frequency}
      />
    </Group>
  );
}
