import type { ApiKey, CreatedApiKey } from '../../contracts/identity.contract.js';
import type { ApiKeyDocument } from './api-key.model.js';

const common = (key: ApiKeyDocument) => ({
  id: key._id,
  name: key.name,
  prefix: key.prefix,
  scopes: key.scopes,
  expiresAt: key.expiresAt?.toISOString() ?? null,
  createdAt: key.createdAt.toISOString(),
});

export const presentApiKey = (key: ApiKeyDocument): ApiKey => ({
  ...common(key),
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
});

export const presentCreatedApiKey = (document: ApiKeyDocument, key: string): CreatedApiKey => ({
  ...common(document),
  key,
});
