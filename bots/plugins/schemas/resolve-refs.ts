import { brief, isNode, own, type Node } from './node.js';
import { Unsupported } from './unsupported.js';

/** References that lead to one another, before something else has to come. */
const longestChain = 16;

export interface Resolved {
  node: unknown;
  /** The references that led here; to be in one of them again is to go in circles. */
  trail: string[];
}

/**
 * Follows references within the document. Those to other files and addresses are not followed: the document alone says
 * what an operation is. @throws Unsupported for what cannot be followed
 */
export const createResolver =
  (root: Node) =>
  (start: unknown): Resolved => {
    const trail: string[] = [];
    let node = start;
    while (isNode(node) && typeof own(node, '$ref') === 'string') {
      const ref = node.$ref as string;
      if (!ref.startsWith('#')) throw new Unsupported(`it refers to another document (${brief(ref, 100)})`);
      if (trail.includes(ref) || trail.length >= longestChain)
        throw new Unsupported(`its reference ${brief(ref, 100)} leads to itself`);
      trail.push(ref);
      const target = pointed(root, ref);
      if (target === undefined) throw new Unsupported(`its reference ${brief(ref, 100)} leads nowhere`);
      // OpenAPI 3.1: what stands beside a reference says more about it.
      const beside = Object.fromEntries(Object.entries(node).filter(([name]) => name !== '$ref'));
      node = isNode(target) ? { ...target, ...beside } : target;
    }
    return { node, trail };
  };

export type Resolve = ReturnType<typeof createResolver>;

/** A JSON pointer in an URL's fragment (RFC 6901, 6). */
function pointed(root: Node, ref: string): unknown {
  let node: unknown = root;
  for (const part of ref.slice(1).split('/').slice(1)) {
    node = own(node, decoded(part).replaceAll('~1', '/').replaceAll('~0', '~'));
    if (node === undefined) return undefined;
  }
  return node;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
