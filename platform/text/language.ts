/** The language of a tag without region and script, lower-cased: `pt` of `pt-BR`. */
export const primaryLanguage = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? '';
