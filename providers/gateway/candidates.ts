import { AppError } from '../../platform/errors/app-error.js';
import type { ChatProvider, ChatRequest } from '../chat/chat-provider.js';
import type { ModelPreference } from './gateway.types.js';

/** A provider to try, with the model to ask it for. */
export interface Candidate {
  provider: ChatProvider;
  model: string;
}

const settingOf: Record<string, string> = { openai: 'OPENAI_API_KEY', anthropic: 'ANTHROPIC_API_KEY' };

/** Whose model a name is; undefined when the name does not tell. */
function makerOf(model: string, providers: ChatProvider[]): string | undefined {
  const known = providers.find(
    ({ defaultModel, fallbackModel }) => model === defaultModel || model === fallbackModel,
  );
  if (known) return known.name;
  if (model.startsWith('claude')) return 'anthropic';
  return /^(ft:)?(gpt-|chatgpt-|o\d)/.test(model) ? 'openai' : undefined;
}

/**
 * The providers that may answer, in the order to try them: the preferred one with the model asked for, then
 * the others with their own. Who names the local provider wants nothing sent elsewhere, so there are no others.
 * @throws AppError SERVICE_UNAVAILABLE when the one named is not configured, or none can answer this.
 */
export function candidates(
  providers: ChatProvider[],
  request: ChatRequest,
  preference: ModelPreference = {},
): Candidate[] {
  const model = preference.model ?? request.model;
  const named = preference.provider ?? (model && makerOf(model, providers));
  const preferred = named ? providers.find(({ name }) => name === named) : providers[0];
  if (named && !preferred) throw notConfigured(named, model);
  const allowed = named === 'local' && preferred ? [preferred] : providers;
  const able = allowed.filter(({ freeText }) => freeText || request.evidence);
  if (able.length === 0) throw noneAble();
  const order = able.map((provider) => ({
    provider,
    model: provider === preferred && model ? model : provider.defaultModel,
  }));
  return order.sort((a, b) => Number(b.provider === preferred) - Number(a.provider === preferred));
}

function notConfigured(provider: string, model?: string): AppError {
  const what = model ? `The model ${model} of the provider ${provider}` : `The provider ${provider}`;
  const remedy = settingOf[provider] ? `: set ${settingOf[provider]}` : '';
  return new AppError('SERVICE_UNAVAILABLE', `${what} is not configured${remedy}`);
}

const noneAble = (): AppError =>
  new AppError(
    'SERVICE_UNAVAILABLE',
    'No model that writes freely is configured: set OPENAI_API_KEY or ANTHROPIC_API_KEY. Without one, only questions about a knowledge base can be answered',
  );
