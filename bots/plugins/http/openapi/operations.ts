import { httpMethods, type HttpMethod } from '../http-operation.js';
import { isNode, listOf, nodeOf, textOf } from '../../schemas/node.js';
import type { OpenApiDocument } from './read-document.js';
import type { Resolve } from '../../schemas/resolve-refs.js';
import { Unsupported } from '../../schemas/unsupported.js';
import type { Node } from '../../schemas/node.js';

/** An operation of the document, before it is known whether it can become a tool. */
export interface GivenOperation {
  method: HttpMethod;
  path: string;
  /** Of the document; its method and path when it has none. */
  id: string;
  tags: string[];
  item: Node;
  operation: Node;
}

export interface Selection {
  /** By operation id, or as `GET /orders/{id}`. */
  operations?: readonly string[] | undefined;
  tags?: readonly string[] | undefined;
}

export const labelOf = ({ method, path }: Pick<GivenOperation, 'method' | 'path'>): string =>
  `${method} ${path}`;

/** Every operation, in the order of the document; methods that tools are not called by are in `notes`. */
export function listOperations(
  { root }: OpenApiDocument,
  resolve: Resolve,
): { operations: GivenOperation[]; notes: string[] } {
  const operations: GivenOperation[] = [];
  const notes: string[] = [];
  for (const [path, given] of Object.entries(nodeOf(root.paths))) {
    if (!path.startsWith('/')) continue;
    const item = pathItem(given, resolve);
    if (item instanceof Unsupported) {
      notes.push(`${path}: ${item.message}`);
      continue;
    }
    for (const [name, operation] of Object.entries(item)) {
      if (!isNode(operation)) continue;
      const method = httpMethods.find((one) => one.toLowerCase() === name);
      if (method) {
        const tags = listOf(operation.tags).filter((tag): tag is string => typeof tag === 'string');
        const id = textOf(operation.operationId) || `${name}_${path}`;
        operations.push({ method, path, id, tags, item, operation });
      } else if (name === 'options' || name === 'trace')
        notes.push(`${name.toUpperCase()} ${path}: this method is not called`);
    }
  }
  return { operations, notes };
}

function pathItem(given: unknown, resolve: Resolve): Node | Unsupported {
  try {
    return nodeOf(resolve(given).node);
  } catch (error) {
    if (error instanceof Unsupported) return error;
    throw error;
  }
}

/** Those that are wanted: named by either list; all when there is none. */
export function selected(
  operations: GivenOperation[],
  { operations: ids, tags }: Selection,
): GivenOperation[] {
  if (!ids && !tags) return operations;
  return operations.filter(
    (one) =>
      ids?.some((id) => id === one.id || id.toLowerCase() === labelOf(one).toLowerCase()) ||
      tags?.some((tag) => one.tags.includes(tag)),
  );
}

/** What of a selection names nothing in the document. */
export const unknownOf = (
  operations: GivenOperation[],
  { operations: ids = [], tags = [] }: Selection,
): string[] => [
  ...ids.filter((id) => selected(operations, { operations: [id] }).length === 0),
  ...tags.filter((tag) => selected(operations, { tags: [tag] }).length === 0),
];
