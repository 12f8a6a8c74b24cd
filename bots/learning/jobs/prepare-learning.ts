import { jobItemRepository, jobRepository } from '../../../jobs/index.js';
import { withTransaction } from '../../../platform/mongo/connection.js';
import { placeItems, type ApplyDependencies } from '../apply/place-items.js';
import { collectCandidates } from '../generate/collect-candidates.js';
import type { Generation } from '../generate/generation.js';
import { learningItemRepository } from '../items/learning-item.repository.js';
import type { LearningRunDocument } from './learning-run.model.js';
import { learningRunRepository } from './learning-run.repository.js';

const mostItems = 1_000;

/** What is left of a job that applies or takes back is its own again after a retry, and is put where it belongs. */
export async function prepareApplication(
  run: LearningRunDocument,
  dependencies: ApplyDependencies,
): Promise<void> {
  const { _id: jobId, organizationId } = run;
  const left = await jobItemRepository.withStatus(jobId, ['pending', 'running'], mostItems);
  const ids = left.map(({ subjectId }) => subjectId);
  if (ids.length === 0) return;
  if (run.purpose === 'apply') await placeItems(run, ids, dependencies);
  else await learningItemRepository.reserve(organizationId, { ids, jobId, status: 'applied' });
}

/** Finds what may be proposed and adds it to the job, once. */
export async function prepareGeneration(
  generation: Generation,
  { token, jobItemId }: { token: string; jobItemId: string },
): Promise<void> {
  const { organizationId, _id: jobId } = generation.run;
  const candidates = await collectCandidates(generation);
  await withTransaction(async () => {
    if (!(await jobRepository.hold(organizationId, jobId))) return;
    const known = await jobItemRepository.subjectsIn(
      jobId,
      candidates.map(({ id }) => id),
    );
    const items = candidates
      .filter(({ id }) => !known.has(id))
      .map(({ id, question }) => ({ subjectId: id, title: question.slice(0, 200) }));
    await jobItemRepository.append(organizationId, jobId, items);
    await learningRunRepository.update(organizationId, jobId, { candidates });
    await jobItemRepository.settle(token, [{ id: jobItemId, status: 'done' }]);
  });
}
