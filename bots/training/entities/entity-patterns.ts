/** What was learnt about one type of entity. */
export interface EntityPattern {
  type: string;
  /** Written forms, normalised, with what each stands for. */
  names: Record<string, string>;
  /** Regular expressions for what is written in a form of its own, such as numbers, dates and codes. */
  shapes: string[];
}

export type EntityPatterns = EntityPattern[];

export interface FoundEntity {
  type: string;
  value: string;
  confidence: number;
  source: 'extracted';
  span: [number, number];
}

export const normalizedName = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();

/** Forms that have a name; the first that fits all letters of a value describes it. */
export const namedShapes: readonly string[] = [
  String.raw`[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}`,
  String.raw`https?:\/\/[^\s<>"]{1,300}`,
  String.raw`\d{4}-\d{1,2}-\d{1,2}`,
  String.raw`\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})`,
  String.raw`\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?`,
  String.raw`[€$£¥]\s?\d{1,12}(?:[.,]\d{1,3}){0,4}`,
  String.raw`\d{1,12}(?:[.,]\d{1,3}){0,4}\s?(?:€|\$|£|%)`,
];
