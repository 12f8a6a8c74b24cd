import { isHeaderName } from '../header-text.js';
import type { HttpParameter, ParameterStyle } from '../http-operation.js';
import type { ArgumentNames } from './argument-names.js';
import type { ModelSchemas } from '../../schemas/model-schema.js';
import { brief, tell, isNode, listOf, own, textOf, type Node } from '../../schemas/node.js';
import type { Resolve } from '../../schemas/resolve-refs.js';
import { Unsupported } from '../../schemas/unsupported.js';

/** What becomes part of a tool's input. */
export interface Argument {
  argument: string;
  schema: Node;
  required: boolean;
}

const places = ['path', 'query', 'header', 'cookie'] as const;
type Place = (typeof places)[number];

const stylesOf: Record<Place, ParameterStyle[]> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
};
/** OpenAPI wants these ignored: other parts of the document say what they are. */
const saidElsewhere = new Set(['accept', 'content-type', 'authorization']);

/** Those of the path and those of the operation; of two with one name and place the operation's counts. */
export function parametersOf(item: Node, operation: Node, resolve: Resolve): Node[] {
  const found = new Map<string, Node>();
  for (const given of [...listOf(item.parameters), ...listOf(operation.parameters)]) {
    const { node } = resolve(given);
    if (isNode(node)) found.set(`${textOf(node.in)} ${textOf(node.name)}`, node);
  }
  const at = ({ in: place }: Node) => places.indexOf(place as Place);
  return [...found.values()].sort((one, other) => at(one) - at(other));
}

/** @throws Unsupported when a parameter that is needed cannot be sent */
export function readParameters(
  given: Node[],
  { schemas, names, resolve }: { schemas: ModelSchemas; names: ArgumentNames; resolve: Resolve },
): { parameters: HttpParameter[]; arguments: Argument[] } {
  const parameters: HttpParameter[] = [];
  const found: Argument[] = [];
  for (const node of given) {
    const name = textOf(node.name);
    const place = places.find((one) => one === node.in);
    const required = node.required === true || place === 'path';
    if (name === '' || place === undefined)
      throw new Unsupported('one of its parameters has no name or place');
    if (place === 'header' && saidElsewhere.has(name.toLowerCase())) continue;
    const isSendable = (place !== 'header' && place !== 'cookie') || isHeaderName(name);
    const wire = isSendable ? wireOf(node, place) : null;
    if (!wire) {
      if (!required) continue;
      throw new Unsupported(`its ${place} parameter ${brief(name, 60)} cannot be sent`);
    }
    const argument = names.name(name, place);
    parameters.push({ argument, name, in: place, ...wire, allowReserved: node.allowReserved === true });
    found.push({ argument, required, schema: described(schemas.of(schemaOf(node, resolve)), node) });
  }
  return { parameters, arguments: found };
}

function wireOf(node: Node, place: Place): Pick<HttpParameter, 'style' | 'explode'> | null {
  if (isNode(node.content)) {
    const [type = ''] = Object.keys(node.content);
    return /[/+]json\b/i.test(type) ? { style: 'json', explode: false } : null;
  }
  const [usual] = stylesOf[place];
  const style = node.style === undefined ? usual : stylesOf[place].find((one) => one === node.style);
  if (style === undefined) return null;
  return { style, explode: typeof node.explode === 'boolean' ? node.explode : style === 'form' };
}

function schemaOf(node: Node, resolve: Resolve): unknown {
  if (!isNode(node.content)) return node.schema ?? {};
  const [media] = Object.values(node.content);
  return own(resolve(media).node, 'schema') ?? {};
}

const described = (schema: Node, node: Node): Node => {
  const text = textOf(node.description);
  return text === '' ? schema : { ...schema, description: tell(text, 400) };
};
