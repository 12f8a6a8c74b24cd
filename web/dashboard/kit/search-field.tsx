import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';

interface SearchFieldProps {
  value: string;
  onChange: (text: string) => void;
  label?: string;
}

/** Searches as one types, a moment after the last key. */
export function SearchField({ value, onChange, label }: SearchFieldProps) {
  const t = useTranslations('kit.table');
  const [text, setText] = useState(value);
  const told = useRef(value);
  const tell = useDebouncedCallback((next: string) => {
    told.current = next;
    onChange(next);
  }, 250);
  // The address was changed by somebody else, such as the button to go back.
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  const change = (next: string): void => {
    setText(next);
    tell(next.trim());
  };
  return (
    <TextInput
      type="search"
      w={{ base: '100%', xs: 280 }}
      leftSection={<IconSearch size={16} aria-hidden />}
      aria-label={label ?? t('search')}
      placeholder={label ?? t('search')}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      rightSection={
        text && <CloseButton size="sm" aria-label={t('clearSearch')} onClick={() => change('')} />
      }
    />
  );
}
