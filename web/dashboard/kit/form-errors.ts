import { ApiError } from '../api/api-error.js';

/** What a form of @mantine/form is asked for. */
interface FormLike {
  setErrors(errors: Record<string, string>): void;
  getInputNode(path: string): HTMLElement | null;
}

/**
 * The API's details as errors of fields: `body.model.name` belongs to the field `model.name`. `null` when the error is none of
 * a form, or names what the form does not have: then it has to be told as a whole.
 */
export function fieldErrors(error: unknown, fields: readonly string[]): Record<string, string> | null {
  if (!(error instanceof ApiError) || error.details.length === 0) return null;
  const errors: Record<string, string> = {};
  for (const { path, message } of error.details) {
    const name = path.replace(/^body\./, '');
    const field = fields.find((known) => name === known || name.startsWith(`${known}.`));
    if (field === undefined) return null;
    errors[field] ??= message;
  }
  return errors;
}

/** Puts an error of the API to the fields it is about and goes to the first; `false` when it is about none of them. */
export function showFieldErrors(form: FormLike, error: unknown, fields: readonly string[]): boolean {
  const errors = fieldErrors(error, fields);
  if (!errors) return false;
  form.setErrors(errors);
  const [first] = fields.filter((field) => field in errors);
  if (first) form.getInputNode(first)?.focus();
  return true;
}
