import { GraphBuilder, microsoft } from './onnx-graph.js';
import { elementType, type OnnxModel } from './onnx-model.js';
import { fullRange, productRange, quantizeRows, transpose } from './quantize.js';
import type { FloatTensor } from './safetensors.js';

/** The shape of all-MiniLM-L6-v2: a BERT encoder (its `config.json`). */
export const miniLm = { layers: 6, heads: 12, hidden: 384, intermediate: 1536, epsilon: 1e-12 } as const;

/** Reads a weight by its name in the published checkpoint; linear weights are `[outputs, inputs]`. */
export type ReadWeight = (name: string) => FloatTensor;

/**
 * all-MiniLM-L6-v2 with int8 weights as an ONNX model: token ids in, one L2-normalised vector out.
 * Inputs `input_ids` and `attention_mask`, int64 `[batch, sequence]`; output `sentence_embedding`, float
 * `[batch, 384]`. Activations are quantised with one scale a tensor, so the batch must be 1: otherwise a vector
 * would depend on its batch mates. The network is BERT (https://arxiv.org/abs/1810.04805) with mean pooling
 * (https://arxiv.org/abs/1908.10084), built from onnxruntime's fused operators
 * (https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md).
 */
export function miniLmModel(read: ReadWeight): OnnxModel {
  const net = new MiniLmGraph(read);
  let hidden = net.embeddings();
  for (let layer = 0; layer < miniLm.layers; layer += 1) hidden = net.layer(`encoder.layer.${layer}`, hidden);
  net.meanPooling(hidden);
  const { nodes, initializers } = net.graph;
  return {
    opsets: [
      { domain: '', version: 17 },
      { domain: microsoft, version: 1 },
    ],
    graph: {
      name: 'all-MiniLM-L6-v2',
      nodes,
      initializers,
      inputs: [
        { name: 'input_ids', type: 'int64', shape: ['batch', 'sequence'] },
        { name: 'attention_mask', type: 'int64', shape: ['batch', 'sequence'] },
      ],
      outputs: [{ name: 'sentence_embedding', type: 'float', shape: ['batch', miniLm.hidden] }],
    },
  };
}

class MiniLmGraph {
  readonly graph = new GraphBuilder();

  constructor(private readonly read: ReadWeight) {}

  /** LayerNorm(word + position + type); there is one sentence only, so the type is always 0. */
  embeddings(): string {
    const { graph } = this;
    const words = quantizeRows(this.read('embeddings.word_embeddings.weight'), fullRange);
    const table = graph.constant('embeddings.words', words.data, words.shape);
    const scales = graph.constant('embeddings.words.scales', words.scales, [words.scales.length, 1]);
    const integers = graph.node('Gather', 'embeddings.integers', [table, 'input_ids']);
    const floats = this.cast('embeddings.floats', integers, elementType.float);
    const scale = graph.node('Gather', 'embeddings.scale', [scales, 'input_ids']);
    const word = graph.node('Mul', 'embeddings.word', [floats, scale]);
    const sum = graph.node('Add', 'embeddings.sum', [word, this.positions()]);
    // The mask counts real tokens; attention wants it as int32.
    this.cast('attention_mask.int32', 'attention_mask', elementType.int32);
    return graph.node('LayerNormalization', 'embeddings.LayerNorm', [sum, ...this.norm('embeddings')], {
      attributes: { axis: { int: -1 }, epsilon: { float: miniLm.epsilon } },
    });
  }

  /** `[sequence, 384]`: the embedding of each position, to which that of type 0 is added beforehand. */
  private positions(): string {
    const { graph } = this;
    const { data, shape } = this.read('embeddings.position_embeddings.weight');
    const types = this.read('embeddings.token_type_embeddings.weight').data;
    const withType = data.map((value, index) => value + (types[index % miniLm.hidden] ?? 0));
    const table = graph.constant('embeddings.positions', withType, shape);
    const sizes = graph.node('Shape', 'input_ids.shape', ['input_ids']);
    const length = graph.node('Gather', 'input_ids.length', [sizes, graph.scalar('one', 1)]);
    const range = graph.node('Range', 'input_ids.positions', [graph.scalar('zero', 0), length, 'one']);
    return graph.node('Gather', 'embeddings.position', [table, range]);
  }

  /** One encoder layer: self-attention and a feed-forward network, each added to its input and normalised. */
  layer(name: string, input: string): string {
    const self = ['query', 'key', 'value'].map((part) => `${name}.attention.self.${part}`);
    const projected = this.linear(`${name}.attention.self`, self, input);
    const parts = this.graph.split(projected, { names: ['query', 'key', 'value'], size: miniLm.hidden });
    const context = this.graph.node(
      'MultiHeadAttention',
      `${name}.attention.context`,
      // The empty input is the bias, which the projections have added already.
      [parts.query, parts.key, parts.value, '', 'attention_mask.int32'],
      { domain: microsoft, attributes: { num_heads: { int: miniLm.heads } } },
    );
    const attended = this.addAndNorm(`${name}.attention.output`, context, input);
    const inner = this.linear(`${name}.intermediate.dense`, [`${name}.intermediate.dense`], attended);
    const active = this.graph.node('Gelu', `${name}.intermediate`, [inner], { domain: microsoft });
    return this.addAndNorm(`${name}.output`, active, attended);
  }

  /** LayerNorm(dense(input) + residual). */
  private addAndNorm(name: string, input: string, residual: string): string {
    const dense = this.linear(`${name}.dense`, [`${name}.dense`], input);
    return this.graph.node('SkipLayerNormalization', name, [residual, dense, ...this.norm(name)], {
      domain: microsoft,
      attributes: { epsilon: { float: miniLm.epsilon } },
    });
  }

  private norm(name: string): string[] {
    return ['weight', 'bias'].map((part) => {
      const parameter = `${name}.LayerNorm.${part}`;
      return this.graph.constant(parameter, this.read(parameter).data);
    });
  }

  /** `input · Wᵀ + b` for one linear layer, or for several with the same input side by side. */
  private linear(name: string, layers: string[], input: string): string {
    const weight = concatenate(layers.map((layer) => this.read(`${layer}.weight`)));
    const bias = concatenate(layers.map((layer) => this.read(`${layer}.bias`)));
    const { data, shape, scales } = transpose(quantizeRows(weight, productRange));
    const inputs = [
      input,
      this.graph.constant(`${name}.weight`, data, shape),
      this.graph.constant(`${name}.scales`, scales),
      this.graph.constant(`${name}.zeros`, new Int8Array(scales.length)),
      this.graph.constant(`${name}.bias`, bias.data),
    ];
    return this.graph.node('DynamicQuantizeMatMul', `${name}.linear`, inputs, { domain: microsoft });
  }

  /** The mean of the real tokens' vectors, scaled to length 1. */
  meanPooling(hidden: string): void {
    const { graph } = this;
    const mask = this.cast('pooling.mask', 'attention_mask', elementType.float);
    const [sequenceAxis, lastAxis] = [graph.integers('axis.1', [1]), graph.integers('axis.2', [2])];
    const column = graph.node('Unsqueeze', 'pooling.column', [mask, lastAxis]);
    const masked = graph.node('Mul', 'pooling.masked', [hidden, column]);
    const keep = (keepdims: number) => ({ attributes: { keepdims: { int: keepdims } } });
    const sum = graph.node('ReduceSum', 'pooling.sum', [masked, sequenceAxis], keep(0));
    const count = graph.node('ReduceSum', 'pooling.count', [mask, sequenceAxis], keep(1));
    const mean = graph.node('Div', 'pooling.mean', [sum, count]);
    const norm = graph.node('ReduceL2', 'pooling.norm', [mean], {
      attributes: { axes: { ints: [1] }, keepdims: { int: 1 } },
    });
    graph.node('Div', 'sentence_embedding', [mean, norm]);
  }

  private cast(name: string, input: string, type: number): string {
    return this.graph.node('Cast', name, [input], { attributes: { to: { int: type } } });
  }
}

/** Joins tensors along their first axis. */
function concatenate(tensors: FloatTensor[]): FloatTensor {
  const data = new Float32Array(tensors.reduce((length, tensor) => length + tensor.data.length, 0));
  let at = 0;
  for (const tensor of tensors) {
    data.set(tensor.data, at);
    at += tensor.data.length;
  }
  const rows = tensors.reduce((sum, { shape }) => sum + (shape[0] ?? 0), 0);
  return { shape: [rows, ...(tensors[0]?.shape.slice(1) ?? [])], data };
}
