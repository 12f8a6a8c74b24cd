import type { Actor } from '../../accounts/index.js';
import type { Difference, VersionReference } from '../../contracts/versions.contract.js';
import { differencesOf } from './differences.js';
import { requireVersion } from './require-version.js';
import type { VersionContent } from './version.model.js';
import { presentContent } from './version.presenter.js';

/** What two versions of a bot differ in, field by field. @throws AppError NOT_FOUND */
export async function compareVersions({
  actor,
  chatbotId,
  a,
  b,
}: {
  actor: Actor;
  chatbotId: string;
  a: VersionReference;
  b: VersionReference;
}): Promise<Difference[]> {
  const { version: left } = await requireVersion(actor, chatbotId, a);
  const { version: right } = await requireVersion(actor, chatbotId, b);
  const changes = differencesOf(presentContent(left.content), presentContent(right.content));
  return [...changes, ...changedSecrets(left.content, right.content)];
}

/** That secrets changed is told, never what they are. */
function changedSecrets(a: VersionContent, b: VersionContent): Difference[] {
  const before = new Map(a.plugins.map(({ installationId, secrets }) => [installationId, secrets]));
  return b.plugins
    .filter(({ installationId: id, secrets }) => {
      const former = before.get(id);
      return former && secrets && former !== secrets;
    })
    .map(({ installationId }) => ({
      ...{ path: `plugins.${installationId}.secrets`, a: 'sealed', b: 'sealed, changed' },
    }));
}
