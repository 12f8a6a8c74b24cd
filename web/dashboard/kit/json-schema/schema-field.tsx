import {
  MultiSelect,
  NumberInput,
  PasswordInput,
  Select,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useTranslations } from 'use-intl';
import { JsonField } from './json-field.js';
import { kindOf, type FieldSchema, type Json } from './schema-kind.js';

export interface SchemaFieldProps {
  schema: FieldSchema;
  label: string;
  isRequired: boolean;
  /** Of a secret: there is a value already. */
  isStored: boolean;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
  error: string | undefined;
}

/** The field that suits one value of a JSON Schema. */
export function SchemaField({
  schema,
  label,
  isRequired,
  isStored,
  value,
  onChange,
  error,
}: SchemaFieldProps) {
  const t = useTranslations('kit.form');
  const common = { label, description: schema.description, error, withAsterisk: isRequired };
  const text = typeof value === 'string' ? value : '';
  const texts = Array.isArray(value) ? value.map(String) : [];
  const kind = kindOf(schema);
  switch (kind) {
    case 'text':
      return (
        <TextInput
          {...common}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
        />
      );
    case 'long-text':
      return (
        <Textarea
          {...common}
          autosize
          minRows={3}
          maxRows={12}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
        />
      );
    case 'secret':
      return (
        <PasswordInput
          {...common}
          description={isStored ? t('secretKept') : schema.description}
          // No password of the person at the keyboard: a browser should neither offer nor keep it.
          autoComplete="new-password"
          value={text}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
        />
      );
    case 'number':
    case 'integer':
      return (
        <NumberInput
          {...common}
          allowDecimal={kind === 'number'}
          min={schema.minimum}
          max={schema.maximum}
          step={schema.multipleOf ?? 1}
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(typeof next === 'number' ? next : undefined)}
        />
      );
    case 'switch':
      return (
        <Switch
          label={label}
          description={schema.description}
          error={error}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'choice':
      return (
        <Select
          {...common}
          data={(schema.enum ?? []).map(String)}
          clearable={!isRequired}
          value={text || null}
          onChange={(next) => onChange(next ?? undefined)}
        />
      );
    case 'choices':
      return (
        <MultiSelect
          {...common}
          data={(schema.items?.enum ?? []).map(String)}
          value={texts}
          onChange={onChange}
        />
      );
    case 'texts':
      return <TagsInput {...common} placeholder={t('addEntry')} value={texts} onChange={onChange} />;
    case 'group':
    case 'json':
      return <JsonField {...common} value={value} onChange={onChange} />;
  }
}
