import type { Page, PageRequest, SortOrder } from '../../contracts/common.contract.js';
import type { OwnMembership } from '../../contracts/organizations.contract.js';
import type { Actor } from '../actor.js';
import { membershipRepository } from './membership.repository.js';
import { presentOwnMembership } from './organization.presenter.js';
import { organizationRepository } from './organization.repository.js';

/** The organisations that the actor belongs to. */
export async function listOwnMemberships(
  actor: Actor,
  request: PageRequest & { sort: SortOrder },
): Promise<Page<OwnMembership>> {
  const { items, total } = await membershipRepository.systemListOfUser(actor.userId, request);
  const organizations = await organizationRepository.systemFindAll(items.map((one) => one.organizationId));
  const names = new Map(organizations.map(({ _id, name }) => [_id, name]));
  return {
    total,
    items: items.map((membership) =>
      presentOwnMembership(membership, {
        name: names.get(membership.organizationId) ?? '',
        active: membership.organizationId === actor.organizationId,
      }),
    ),
  };
}
