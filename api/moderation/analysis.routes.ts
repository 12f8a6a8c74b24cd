import type { Actor } from '../../accounts/index.js';
import { AnalyzeContent, AnalyzeContentAnswer } from '../../contracts/ai/moderation-analysis.contract.js';
import {
  ModerationMessage,
  ModerationSettingsAnswer,
  UpdateModerationSettings,
} from '../../contracts/ai/moderation-policy.contract.js';
import {
  analyzeContent,
  readSettings,
  updateSettings,
  type ModerationDependencies,
} from '../../insights/index.js';
import { ok } from '../http/reply.js';
import { defineRoute } from '../http/route.js';

const common = { surface: 'ai', tag: 'Moderation' } as const;
const path = '/api/moderation/analyze';
const own = '/api/moderation/policy';
const reading = {
  method: 'GET',
  access: 'user',
  organizationRole: 'viewer',
  limit: 'read',
  responses: { 200: ModerationSettingsAnswer },
} as const;
const changing = {
  method: 'PUT',
  limit: 'moderation',
  request: { body: UpdateModerationSettings },
  responses: { 200: ModerationMessage },
} as const;

const tell = async (actor: Actor) => ok({ success: true, ...(await readSettings(actor.organizationId)) });
const change = async (actor: Actor, changes: UpdateModerationSettings) => {
  await updateSettings({ actor, changes });
  return ok({ success: true, message: 'Policy updated successfully' });
};

export const createAnalysisRoutes = (dependencies: ModerationDependencies) => [
  defineRoute({
    ...common,
    method: 'POST',
    path,
    summary: 'Analyse content',
    description:
      'Looks for toxicity, profanity, nudity and spam, says what the content is for, and does what the policy wants done by itself. What is flagged waits in the queue.',
    access: 'user',
    organizationRole: 'viewer',
    limit: 'moderation',
    idempotent: true,
    request: { body: AnalyzeContent, bodyLimit: 10_000_000 },
    responses: { 200: AnalyzeContentAnswer },
    sentences: { SERVER_ERROR: 'Content analysis failed' },
    handler: async ({ actor, body, signal }) =>
      ok({ success: true, ...(await analyzeContent(dependencies, { actor, input: body, signal })) }),
  }),
  defineRoute({
    ...{ ...common, ...reading },
    path,
    summary: 'Tell the policy',
    handler: async ({ actor }) => tell(actor),
  }),
  defineRoute({
    ...{ ...common, ...changing },
    path,
    summary: 'Change the policy',
    description: 'For administrators of the installation; what is not named stays as it is.',
    access: 'admin',
    handler: async ({ actor, body }) => change(actor, body),
  }),
  defineRoute({
    ...{ ...common, ...reading },
    path: own,
    summary: 'Tell the policy of the organisation',
    handler: async ({ actor }) => tell(actor),
  }),
  defineRoute({
    ...{ ...common, ...changing },
    path: own,
    summary: 'Change the policy of the organisation',
    description: 'For owners of the organisation; what is not named stays as it is.',
    access: 'user',
    organizationRole: 'owner',
    scope: 'admin',
    handler: async ({ actor, body }) => change(actor, body),
  }),
];
