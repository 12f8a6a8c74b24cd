import type { Gateway, GatewayChat, GatewayEnd } from './gateway.types.js';

export interface Completion {
  text: string;
  provider: string;
  model: string;
  /** `length`: the model stopped at its limit, so that the text has no end. */
  finishReason: GatewayEnd['finishReason'];
}

/** The whole answer of a model, for those who stream nothing. @throws what `Gateway.chat` throws */
export async function complete(gateway: Pick<Gateway, 'chat'>, call: GatewayChat): Promise<Completion> {
  let text = '';
  for await (const chunk of gateway.chat(call)) {
    if (chunk.type === 'text') text += chunk.text;
    else if (chunk.type === 'end') {
      const { provider, model, finishReason } = chunk;
      return { text, provider, model, finishReason };
    }
  }
  throw new Error('the answer has no end');
}
