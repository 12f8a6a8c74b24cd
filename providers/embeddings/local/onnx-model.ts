import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** What of ONNX this project writes; names and field numbers as in onnx.proto3 (https://github.com/onnx/onnx). */
export interface OnnxModel {
  /** Which version of each operator set the nodes mean; the standard set has the domain ''. */
  opsets: { domain: string; version: number }[];
  graph: OnnxGraph;
}

export interface OnnxGraph {
  name: string;
  /** In an order in which every input is known before it is used. */
  nodes: OnnxNode[];
  initializers: OnnxTensor[];
  inputs: OnnxValue[];
  outputs: OnnxValue[];
}

export interface OnnxNode {
  type: string;
  /** Names of values; '' leaves an optional input out. */
  inputs: string[];
  outputs: string[];
  domain?: string;
  attributes?: Record<string, OnnxAttribute>;
}

export type OnnxAttribute = { int: number } | { float: number } | { ints: number[] };

export interface OnnxTensor {
  name: string;
  shape: number[];
  data: Float32Array | Int8Array | BigInt64Array;
}

/** An input or output of the graph; a dimension with a name is free. */
export interface OnnxValue {
  name: string;
  type: keyof typeof elementType;
  shape: (number | string)[];
}

/** TensorProto.DataType. */
export const elementType = { float: 1, int8: 3, int32: 6, int64: 7 } as const;

/** AttributeProto.AttributeType. */
const attributeType = { float: 1, int: 2, ints: 7 } as const;

/** IR version 8 is the oldest that allows operator set 17. */
const irVersion = 8;

/** The model as the bytes of an `.onnx` file (a ModelProto). */
export function encodeOnnxModel({ opsets, graph }: OnnxModel): Uint8Array<ArrayBuffer> {
  const model = new BinaryWriter();
  integer(model, 1, irVersion);
  message(model, 7, () => writeGraph(model, graph));
  for (const { domain, version } of opsets) {
    message(model, 8, () => {
      text(model, 1, domain);
      integer(model, 2, version);
    });
  }
  return model.finish();
}

function writeGraph(writer: BinaryWriter, graph: OnnxGraph): void {
  for (const node of graph.nodes) message(writer, 1, () => writeNode(writer, node));
  text(writer, 2, graph.name);
  for (const tensor of graph.initializers) message(writer, 5, () => writeTensor(writer, tensor));
  for (const input of graph.inputs) message(writer, 11, () => writeValue(writer, input));
  for (const output of graph.outputs) message(writer, 12, () => writeValue(writer, output));
}

function writeNode(writer: BinaryWriter, node: OnnxNode): void {
  for (const input of node.inputs) text(writer, 1, input);
  for (const output of node.outputs) text(writer, 2, output);
  text(writer, 3, node.outputs[0] ?? '');
  text(writer, 4, node.type);
  for (const [name, attribute] of Object.entries(node.attributes ?? {})) {
    message(writer, 5, () => writeAttribute(writer, name, attribute));
  }
  if (node.domain) text(writer, 7, node.domain);
}

function writeAttribute(writer: BinaryWriter, name: string, attribute: OnnxAttribute): void {
  text(writer, 1, name);
  if ('float' in attribute) {
    writer.tag(2, WireType.Bit32).float(attribute.float);
    integer(writer, 20, attributeType.float);
  } else if ('int' in attribute) {
    integer(writer, 3, attribute.int);
    integer(writer, 20, attributeType.int);
  } else {
    for (const value of attribute.ints) integer(writer, 8, value);
    integer(writer, 20, attributeType.ints);
  }
}

function writeTensor(writer: BinaryWriter, { name, shape, data }: OnnxTensor): void {
  for (const dimension of shape) integer(writer, 1, dimension);
  integer(writer, 2, typeOf(data));
  text(writer, 8, name);
  // Raw data is little-endian by definition, as is every machine that onnxruntime is built for.
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  writer.tag(9, WireType.LengthDelimited).bytes(bytes);
}

function typeOf(data: OnnxTensor['data']): number {
  if (data instanceof Float32Array) return elementType.float;
  return data instanceof Int8Array ? elementType.int8 : elementType.int64;
}

/** ValueInfoProto → TypeProto → TypeProto.Tensor → TensorShapeProto → Dimension. */
function writeValue(writer: BinaryWriter, { name, type, shape }: OnnxValue): void {
  text(writer, 1, name);
  message(writer, 2, () =>
    message(writer, 1, () => {
      integer(writer, 1, elementType[type]);
      message(writer, 2, () => {
        for (const dimension of shape) {
          message(writer, 1, () =>
            typeof dimension === 'string' ? text(writer, 2, dimension) : integer(writer, 1, dimension),
          );
        }
      });
    }),
  );
}

const integer = (writer: BinaryWriter, field: number, value: number): void => {
  writer.tag(field, WireType.Varint).int64(value);
};

const text = (writer: BinaryWriter, field: number, value: string): void => {
  writer.tag(field, WireType.LengthDelimited).string(value);
};

const message = (writer: BinaryWriter, field: number, write: () => void): void => {
  writer.tag(field, WireType.LengthDelimited).fork();
  write();
  writer.join();
};
