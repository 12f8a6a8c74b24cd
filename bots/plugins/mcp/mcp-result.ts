import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { boundedResult } from '../tools/bounded-result.js';
import type { Redact } from '../tools/redact.js';
import { ToolError, type ToolResult } from '../tools/tool.js';

const longestExcerpt = 1_000;

/**
 * What a tool answered, as a value: its structured content, and otherwise its text, which is often JSON. Pictures and
 * sounds are told by type and size. @throws ToolError when the tool says that it failed
 */
export function readMcpResult(
  { isError, structuredContent, content }: CallToolResult,
  redact: Redact,
): ToolResult {
  if (isError) {
    const text = content
      .map((part) => (part.type === 'text' ? part.text : ''))
      .join('\n')
      .trim();
    const told = redact.text(text);
    throw new ToolError(
      'failed',
      told.length > longestExcerpt
        ? `${told.slice(0, longestExcerpt)}…`
        : told || 'The tool says that it failed',
    );
  }
  if (structuredContent) return boundedResult(redact.value(structuredContent));
  const parts = content.map(partOf);
  return boundedResult(redact.value(parts.length === 1 ? parts[0] : parts));
}

function partOf(part: CallToolResult['content'][number]): unknown {
  switch (part.type) {
    case 'text':
      return jsonOf(part.text);
    case 'image':
    case 'audio':
      return { type: part.type, mimeType: part.mimeType, bytes: bytesOf(part.data) };
    case 'resource': {
      const { uri, mimeType = null } = part.resource;
      return 'text' in part.resource
        ? { type: 'resource', uri, mimeType, text: part.resource.text }
        : { type: 'resource', uri, mimeType, bytes: bytesOf(part.resource.blob) };
    }
    case 'resource_link':
      return { type: 'resource_link', uri: part.uri, name: part.name, description: part.description ?? null };
  }
}

/** Of base64. */
const bytesOf = (data: string): number => Buffer.byteLength(data, 'base64');

/** An object or a list as what it is; any other text stays text. */
function jsonOf(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
