import { useQuery } from '@tanstack/react-query';
import { organizationQuery } from '../api/queries.js';
import type { Schema } from '../api/types.js';

type Role = Schema<'Organization'>['role'];

const strength: Record<Role, number> = { viewer: 0, editor: 1, owner: 2 };

/**
 * Whether one has at least this role in the organisation, so that nobody is offered what the API would refuse. It is the API
 * that decides.
 */
export function useMay(role: Role): boolean {
  const { data } = useQuery(organizationQuery);
  return data !== undefined && strength[data.role] >= strength[role];
}
