import type { OnnxAttribute, OnnxNode, OnnxTensor } from './onnx-model.js';

/** The operator set of onnxruntime's fused transformer operators. */
export const microsoft = 'com.microsoft';

export interface NodeOptions {
  domain?: string;
  attributes?: Record<string, OnnxAttribute>;
}

/** Collects the nodes and constants of a graph; values are passed on by their names. */
export class GraphBuilder {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: OnnxTensor[] = [];

  /** Adds an operator with one output, which gets the given name. Returns that name. */
  node(type: string, name: string, inputs: string[], options: NodeOptions = {}): string {
    this.nodes.push({ type, inputs, outputs: [name], ...options });
    return name;
  }

  /** Cuts `input` along its last axis into parts of the given sizes; returns one name a part. */
  split<Part extends string>(
    input: string,
    { names, size }: { names: Part[]; size: number },
  ): Record<Part, string> {
    const sizes = this.integers(
      `${input}.sizes`,
      names.map(() => size),
    );
    const outputs = names.map((name) => `${input}.${name}`);
    this.nodes.push({ type: 'Split', inputs: [input, sizes], outputs, attributes: { axis: { int: -1 } } });
    return Object.fromEntries(names.map((name) => [name, `${input}.${name}`])) as Record<Part, string>;
  }

  /** Adds a constant; a vector unless a shape is given. Returns its name. */
  constant(name: string, data: OnnxTensor['data'], shape: number[] = [data.length]): string {
    this.initializers.push({ name, shape, data });
    return name;
  }

  integers(name: string, values: number[]): string {
    return this.constant(name, BigInt64Array.from(values, BigInt));
  }

  /** A constant without dimensions, as operators such as Range want. */
  scalar(name: string, value: number): string {
    return this.constant(name, BigInt64Array.of(BigInt(value)), []);
  }
}
