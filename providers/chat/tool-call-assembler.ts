import type { ToolCall } from './chat-provider.js';

/** A part of a tool call as it streams in: the name once, the arguments as pieces of JSON. */
export interface ToolCallPart {
  index?: number;
  id?: string;
  name?: string;
  args?: string;
}

/** Collects the parts of streamed tool calls until they are whole. */
export class ToolCallAssembler {
  private readonly calls: { key: number | string; id: string; name: string; json: string }[] = [];

  add(part: ToolCallPart): void {
    const last = this.calls.at(-1);
    // Some servers number no calls: a new id then begins the next one.
    const key = part.index ?? part.id ?? last?.key ?? 0;
    let call = this.calls.find((known) => known.key === key);
    if (!call) {
      call = { key, id: '', name: '', json: '' };
      this.calls.push(call);
    }
    call.id ||= part.id ?? '';
    call.name += part.name ?? '';
    call.json += part.args ?? '';
  }

  /** The pieces as received, to count their tokens. */
  get raw(): string {
    return this.calls.map(({ name, json }) => name + json).join('');
  }

  /** The whole calls. @throws SyntaxError when the arguments of one are not JSON. */
  finish(): ToolCall[] {
    return this.calls.map(({ id, name, json }, index) => {
      if (name === '') throw new SyntaxError('a tool call has no name');
      // A tool without parameters is often called with nothing at all.
      const parsed: unknown = json.trim() === '' ? {} : JSON.parse(json);
      return { id: id || `call_${index + 1}`, name, arguments: parsed };
    });
  }
}
