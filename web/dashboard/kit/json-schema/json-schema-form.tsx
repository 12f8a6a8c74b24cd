import { Fieldset, Stack } from '@mantine/core';
import { SchemaField } from './schema-field.js';
import { kindOf, labelOf, type FieldSchema, type Json, type JsonObject } from './schema-kind.js';

interface JsonSchemaFormProps {
  /** Of an object. */
  schema: FieldSchema;
  value: JsonObject;
  onChange: (value: JsonObject) => void;
  /** By path, such as `server.port`. */
  errors?: Record<string, string>;
  /** Names of secrets that are stored; their values are told to nobody. */
  storedSecrets?: readonly string[];
  /** Of the object within the whole. */
  path?: string;
}

/** The fields of what a JSON Schema describes, such as the settings of a plugin. A field that is emptied is left out. */
export function JsonSchemaForm({
  schema,
  value,
  onChange,
  errors = {},
  storedSecrets = [],
  path = '',
}: JsonSchemaFormProps) {
  const set = (name: string, next: Json | undefined): void => {
    const others = Object.entries(value).filter(([key]) => key !== name);
    onChange(Object.fromEntries(next === undefined ? others : [...others, [name, next]]));
  };
  return (
    <Stack gap="md">
      {Object.entries(schema.properties ?? {}).map(([name, field]) => {
        const at = path ? `${path}.${name}` : name;
        if (kindOf(field) === 'group')
          return (
            <Fieldset key={name} legend={labelOf(name, field)}>
              <JsonSchemaForm
                schema={field}
                value={isObject(value[name]) ? value[name] : {}}
                onChange={(next) => set(name, next)}
                errors={errors}
                storedSecrets={storedSecrets}
                path={at}
              />
            </Fieldset>
          );
        return (
          <SchemaField
            key={name}
            schema={field}
            label={labelOf(name, field)}
            isRequired={schema.required?.includes(name) ?? false}
            isStored={storedSecrets.includes(at)}
            value={value[name]}
            onChange={(next) => set(name, next)}
            error={errors[at]}
          />
        );
      })}
    </Stack>
  );
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
