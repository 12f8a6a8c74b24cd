import { JsonInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Json } from './schema-kind.js';

interface JsonFieldProps {
  label: string;
  description: string | undefined;
  error: string | undefined;
  withAsterisk: boolean;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
}

/** A value that has no field of its own, as JSON. What is half typed is not told on. */
export function JsonField({ value, onChange, error, ...common }: JsonFieldProps) {
  const t = useTranslations('kit.form');
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)));
  const [isBroken, setBroken] = useState(false);
  const change = (next: string): void => {
    setText(next);
    if (next.trim() === '') {
      setBroken(false);
      return onChange(undefined);
    }
    try {
      const parsed = JSON.parse(next) as Json;
      setBroken(false);
      onChange(parsed);
    } catch {
      setBroken(true);
    }
  };
  return (
    <JsonInput
      {...common}
      autosize
      minRows={3}
      maxRows={16}
      formatOnBlur
      value={text}
      onChange={change}
      error={isBroken ? t('notJson') : error}
    />
  );
}
