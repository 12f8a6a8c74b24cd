import { Group, Radio, SimpleGrid, Text } from '@mantine/core';
import { useTranslations } from 'use-intl';
import classes from './template-choice.module.css';
import { templates, type TemplateId } from './templates.js';

interface TemplateChoiceProps {
  value: TemplateId;
  onChange: (template: TemplateId) => void;
}

export function TemplateChoice({ value, onChange }: TemplateChoiceProps) {
  const t = useTranslations('bots');
  return (
    <Radio.Group
      value={value}
      onChange={(next) => {
        const known = templates.find(({ id }) => id === next);
        if (known) onChange(known.id);
      }}
      label={t('create.template')}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" mt={6}>
        {templates.map(({ id, icon: Icon }) => (
          <Radio.Card key={id} value={id} className={classes.card} aria-label={t(`templates.${id}.title`)}>
            <Group wrap="nowrap" align="flex-start" gap="sm">
              <Icon size={22} stroke={1.6} aria-hidden className={classes.icon} />
              <div>
                <Text fw={600} size="sm">
                  {t(`templates.${id}.title`)}
                </Text>
                <Text size="xs" c="dimmed">
                  {t(`templates.${id}.text`)}
                </Text>
              </div>
            </Group>
          </Radio.Card>
        ))}
      </SimpleGrid>
    </Radio.Group>
  );
}
