import { expect } from '@jest/globals';
import { data, unique } from '../../helpers/given.js';
import { hasEnded, jobWhen } from '../collection.js';
import type { Kind } from './kind.js';

const userDeletion: Kind = {
  name: 'user deletion',
  forgetsCalls: true,
  async prepare({ given, stores }) {
    const admin = await given.admin();
    const member = await given.owner();
    const [marker, organizationId] = [unique('mark'), member.user.organizationId as string];
    const { id } = await given.knowledgeBase(member, (await given.chatbot(member)).id);
    await given.documents(member, id, { 'one.md': `# One\n\nThe ${marker} of this house.` });
    const collection = await stores.collectionOf(id);
    let jobId = '';
    return {
      ...{ organizationId, marker },
      async start(subject) {
        jobId = data(await admin.delete(`/api/v1/admin/users/${member.user.id}`)).jobId;
        subject.know(jobId, member.user.id);
      },
      finish: async () => void (await jobWhen(admin, jobId, hasEnded)),
      async check() {
        expect(await jobWhen(admin, jobId, hasEnded)).toMatchObject({
          status: 'completed',
          progress: { total: 2, done: 2, failed: 0, skipped: 0 },
        });
        expect(await stores.vectors.count(collection)).toBe(0);
        const kept: string[] = [];
        for (const { name } of await stores.db.listCollections().toArray())
          if ((await stores.db.collection(name).countDocuments({ organizationId })) > 0) kept.push(name);
        expect(kept).toEqual(['auditEntries']);
        const actions = async (target: string) =>
          data(await admin.get(`/api/v1/admin/audit-log?target=${target}`)).map(
            ({ action }: { action: string }) => action,
          );
        expect(await actions(organizationId)).toEqual(['organization.deleted']);
        expect(await actions(member.user.id)).toEqual(['user.deleted', 'user.deletion-requested']);
      },
    };
  },
};

export const accountKinds = [userDeletion];
