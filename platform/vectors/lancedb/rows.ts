import {
  Float32,
  Int32,
  makeData,
  RecordBatch,
  Struct,
  Table,
  Utf8,
  vectorFromArray,
  type Data,
  type List,
} from 'apache-arrow';
import type { VectorPoint } from '../vector-store.js';
import { pointSchema, textList, vectorOf } from './schema.js';

/**
 * Points as one Arrow batch, column by column: about three times faster than LanceDB's own conversion of an
 * array of objects, which looks at every vector's elements.
 */
export function toArrow(points: readonly VectorPoint[], dimensions: number): Table {
  const schema = pointSchema(dimensions);
  const children = [
    texts(points.map(({ id }) => id)),
    texts(points.map(({ itemId }) => itemId)),
    integers(points.map(({ revision }) => revision)),
    textLists(points.map(({ tags }) => tags)),
    vectors(points, dimensions),
    texts(points.map(({ terms }) => terms.join(' '))),
    textLists(points.map(({ terms }) => [...new Set(terms)])),
    integers(points.map(({ terms }) => terms.length)),
  ];
  const type = new Struct(schema.fields);
  return new Table(
    schema,
    new RecordBatch(schema, makeData({ type, length: points.length, nullCount: 0, children })),
  );
}

const texts = (values: string[]): Data<Utf8> => {
  const [data] = vectorFromArray(values, new Utf8()).data;
  return data ?? makeData({ type: new Utf8() });
};

const integers = (values: number[]): Data<Int32> =>
  makeData({ type: new Int32(), data: Int32Array.from(values) });

function textLists(values: string[][]): Data<List<Utf8>> {
  const valueOffsets = new Int32Array(values.length + 1);
  let end = 0;
  values.forEach((list, index) => {
    end += list.length;
    valueOffsets[index + 1] = end;
  });
  return makeData({
    type: textList,
    length: values.length,
    nullCount: 0,
    valueOffsets,
    child: texts(values.flat()),
  });
}

function vectors(points: readonly VectorPoint[], dimensions: number): Data {
  const data = new Float32Array(points.length * dimensions);
  points.forEach(({ vector }, index) => data.set(vector, index * dimensions));
  return makeData({
    type: vectorOf(dimensions),
    length: points.length,
    nullCount: 0,
    child: makeData({ type: new Float32(), data }),
  });
}
