import type { components } from './schema.js';

/** A thing of the API by its name there: `Schema<'Chatbot'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** A page of a list, as the API answers it. */
export interface Listed<T> {
  data: T[];
  pagination: Schema<'Pagination'>;
}
