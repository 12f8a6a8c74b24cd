/** A part of a document that somebody else wrote: nothing is known of it before it is looked at. */
export type Node = Record<string, unknown>;

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const nodeOf = (value: unknown): Node => (isNode(value) ? value : {});

export const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** What the document has under a name of its own; never what objects have by nature. */
export const own = (node: unknown, name: string): unknown =>
  typeof node === 'object' && node !== null && Object.hasOwn(node, name) ? (node as Node)[name] : undefined;

/** Cut at a limit, which the text then shows. */
export const brief = (text: string, limit: number): string =>
  text.length <= limit ? text : `${text.slice(0, limit - 1).trimEnd()}…`;

/**
 * Words of others for a model: bounded, and without characters that nobody sees (controls, marks of direction, tags),
 * in which instructions could hide that no builder would read.
 */
export const tell = (text: string, limit: number): string =>
  brief(text.replaceAll(/[^\P{C}\n\t]/gu, '').trim(), limit);
