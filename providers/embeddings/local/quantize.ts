import type { FloatTensor } from './safetensors.js';

/** Integers with one scale a row or column: `value ≈ data * scale`, symmetric around zero. */
export interface QuantizedMatrix {
  shape: [rows: number, columns: number];
  data: Int8Array;
  scales: Float32Array;
}

/** All of int8, for tables that are only looked up. */
export const fullRange = 127;

/**
 * 7 of the 8 bits, for matrices that are multiplied: without VNNI, x86 adds two 8-bit products in 16 bits and
 * saturates; with 7-bit weights it cannot (255 * 63 * 2 < 32,768), so all processors agree.
 * See "reduce_range" in https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html
 */
export const productRange = 63;

/** One scale a row of a `[rows, columns]` matrix: `scale = max |value| / range`, `data = round(value / scale)`. */
export function quantizeRows(matrix: FloatTensor, range: number): QuantizedMatrix {
  const [rows, columns] = matrixShape(matrix);
  const data = new Int8Array(rows * columns);
  const scales = new Float32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const values = matrix.data.subarray(row * columns, (row + 1) * columns);
    const scale = largest(values) / range || 1;
    scales[row] = scale;
    data.set(
      values.map((value) => Math.round(value / scale)),
      row * columns,
    );
  }
  return { shape: [rows, columns], data, scales };
}

/** Rows become columns, and the scales of rows those of columns. */
export function transpose({ shape: [rows, columns], data, scales }: QuantizedMatrix): QuantizedMatrix {
  const turned = new Int8Array(data.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      turned[column * rows + row] = data[row * columns + column] ?? 0;
    }
  }
  return { shape: [columns, rows], data: turned, scales };
}

function matrixShape({ shape }: FloatTensor): [number, number] {
  const [rows, columns, ...more] = shape;
  if (rows === undefined || columns === undefined || more.length > 0) {
    throw new RangeError(`Expected a matrix, got the shape [${shape.join(', ')}]`);
  }
  return [rows, columns];
}

function largest(values: Float32Array): number {
  let result = 0;
  for (const value of values) result = Math.max(result, Math.abs(value));
  return result;
}
