import { expect, test } from '@jest/globals';
import { newId } from '../../platform/ids.js';
import { ModelCallModel } from './model-call.model.js';

test('a stored call has every field that was metered, the unknown cost as null', async () => {
  const record = {
    _id: newId(),
    organizationId: 'org-1',
    jobId: 'job-1',
    feature: 'ingestion',
    kind: 'embedding' as const,
    provider: 'openai',
    model: 'house-blend',
    promptTokens: 3,
    completionTokens: 0,
    estimated: false,
    costMicros: null,
    latencyMs: 12.5,
    outcome: 'ok' as const,
    createdAt: new Date(),
  };
  const document = new ModelCallModel(record);
  await document.validate();
  expect(document.toObject()).toEqual(record);
  expect(ModelCallModel.collection.collectionName).toBe('modelCalls');
});

test('a call without a tenant is refused', async () => {
  await expect(new ModelCallModel({ _id: newId() }).validate()).rejects.toThrow(/organizationId/);
});
