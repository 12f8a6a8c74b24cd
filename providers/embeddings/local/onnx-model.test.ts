import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { expect, test } from '@jest/globals';
import { GraphBuilder } from './onnx-graph.js';
import { encodeOnnxModel, type OnnxGraph } from './onnx-model.js';

type Field = [number: number, value: number | Uint8Array];

/** Fields in their order, with nothing known about their meaning. */
function fieldsOf(bytes: Uint8Array): Field[] {
  const reader = new BinaryReader(bytes);
  const fields: Field[] = [];
  while (reader.pos < reader.len) {
    const [number, type] = reader.tag();
    if (type === WireType.Varint) fields.push([number, Number(reader.int64())]);
    else if (type === WireType.Bit32) fields.push([number, reader.float()]);
    else fields.push([number, reader.bytes()]);
  }
  return fields;
}

/** The value at a path of field numbers, e.g. 7, 5 for the first initializer of the graph. */
function at(bytes: Uint8Array, ...path: number[]): number | Uint8Array | undefined {
  const [number, ...rest] = path;
  const value = fieldsOf(bytes).find(([field]) => field === number)?.[1];
  return rest.length > 0 && value instanceof Uint8Array ? at(value, ...rest) : value;
}

const text = (value: unknown) => Buffer.from(value as Uint8Array).toString();

const empty: OnnxGraph = { name: 'g', nodes: [], initializers: [], inputs: [], outputs: [] };
const encode = (graph: Partial<OnnxGraph>) =>
  encodeOnnxModel({ opsets: [{ domain: '', version: 17 }], graph: { ...empty, ...graph } });

test('a model has its versions and its graph', () => {
  const bytes = encode({});
  expect(fieldsOf(bytes).map(([number]) => number)).toEqual([1, 7, 8]);
  expect(at(bytes, 1)).toBe(8);
  expect(text(at(bytes, 7, 2))).toBe('g');
  expect(at(bytes, 8, 2)).toBe(17);
});

test('a node has inputs (left out ones too), outputs, domain and attributes of each type', () => {
  const bytes = encode({
    nodes: [
      {
        type: 'Op',
        inputs: ['a', '', 'b'],
        outputs: ['x', 'y'],
        domain: 'd',
        attributes: { i: { int: -1 }, f: { float: 0.5 }, l: { ints: [1, 300] } },
      },
    ],
  });
  const node = fieldsOf(at(bytes, 7, 1) as Uint8Array);
  const texts = (number: number) =>
    node.filter(([field]) => field === number).map(([, value]) => text(value));
  expect([texts(1), texts(2), texts(3), texts(4), texts(7)]).toEqual([
    ['a', '', 'b'],
    ['x', 'y'],
    ['x'],
    ['Op'],
    ['d'],
  ]);
  const attributes = node.filter(([field]) => field === 5).map(([, value]) => fieldsOf(value as Uint8Array));
  expect(attributes.map((fields) => fields.slice(1))).toEqual([
    [
      [3, -1],
      [20, 2],
    ],
    [
      [2, 0.5],
      [20, 1],
    ],
    [
      [8, 1],
      [8, 300],
      [20, 7],
    ],
  ]);
});

test('a tensor has its shape, type and little-endian bytes, also when it is a view', () => {
  const view = Float32Array.of(9, 1, -2).subarray(1);
  const bytes = encode({ initializers: [{ name: 't', shape: [1, 2], data: view }] });
  const tensor = fieldsOf(at(bytes, 7, 5) as Uint8Array);
  expect(tensor.slice(0, 3)).toEqual([
    [1, 1],
    [1, 2],
    [2, 1],
  ]);
  const raw = Buffer.from(tensor[4]![1] as Uint8Array);
  expect([raw.readFloatLE(0), raw.readFloatLE(4)]).toEqual([1, -2]);
});

test('inputs and outputs have a type and fixed or free dimensions', () => {
  const bytes = encode({ inputs: [{ name: 'ids', type: 'int64', shape: ['batch', 384] }] });
  const tensorType = at(bytes, 7, 11, 2, 1) as Uint8Array;
  expect(at(tensorType, 1)).toBe(7);
  const [free, fixed] = fieldsOf(at(tensorType, 2) as Uint8Array).map(([, value]) => value as Uint8Array);
  expect([text(at(free!, 2)), at(fixed!, 1)]).toEqual(['batch', 384]);
});

test('the builder passes values on by name', () => {
  const graph = new GraphBuilder();
  const weight = graph.constant('w', Int8Array.of(1, 2, 3, 4), [2, 2]);
  const product = graph.node('MatMul', 'product', ['x', weight]);
  const { left, right } = graph.split(product, { names: ['left', 'right'], size: 1 });
  expect([left, right]).toEqual(['product.left', 'product.right']);
  expect(graph.nodes.map(({ inputs }) => inputs)).toEqual([
    ['x', 'w'],
    ['product', 'product.sizes'],
  ]);
  expect(graph.initializers.map(({ name, shape }) => [name, shape])).toEqual([
    ['w', [2, 2]],
    ['product.sizes', [2]],
  ]);
  graph.scalar('one', 1);
  expect(graph.initializers.at(-1)).toEqual({ name: 'one', shape: [], data: BigInt64Array.of(1n) });
});
