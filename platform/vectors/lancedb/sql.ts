/**
 * LanceDB takes filters as SQL text without parameters. Values enter that text only through `literal`:
 * in DataFusion's SQL a string literal has one special character, the single quote, written twice.
 */
export const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`;

const list = (values: readonly string[]): string => values.map(literal).join(', ');

export const isIn = (column: string, values: readonly string[]): string => `${column} IN (${list(values)})`;

/** Rows whose list column holds this value. Written so that a LABEL_LIST index can answer it. */
export const has = (column: string, value: string): string => `array_has(${column}, ${literal(value)})`;

/** Rows whose list column holds at least one of the values. */
export const hasAny = (column: string, values: readonly string[]): string =>
  `array_has_any(${column}, [${list(values)}])`;
