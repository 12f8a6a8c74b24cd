import { pluginLimits } from '../../../contracts/plugins.contract.js';
import type { ToolResult } from './tool.js';

/**
 * A result within the limit of what a model is told: a value that is larger as JSON becomes the beginning of its text,
 * and says so.
 */
export function boundedResult(value: unknown, maxBytes: number = pluginLimits.resultBytes): ToolResult {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null');
  if (Buffer.byteLength(text) <= maxBytes) return { value: value ?? null, truncated: false };
  return { value: beginning(text, maxBytes), truncated: true };
}

/** At most so many bytes of UTF-8, without half a character at the end. */
export function beginning(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= maxBytes) return text;
  let end = maxBytes;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end).toString('utf8');
}
