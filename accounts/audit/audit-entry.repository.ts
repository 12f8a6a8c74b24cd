import type { QueryFilter } from 'mongoose';
import type { Page, PageRequest, SortOrder } from '../../contracts/common.contract.js';
import type { AuditAction } from '../../contracts/audit.contract.js';
import { paginate } from '../../platform/mongo/paginate.js';
import { AuditEntryModel, type AuditEntryDocument } from './audit-entry.model.js';

export interface AuditListRequest extends PageRequest {
  sort: SortOrder;
  actorId?: string;
  action?: AuditAction;
  target?: string;
  targetType?: string;
  from?: string;
  to?: string;
}

const filterOf = ({ actorId, action, target, targetType, from, to }: AuditListRequest) => {
  const filter: QueryFilter<AuditEntryDocument> = {
    ...(actorId === undefined ? {} : { actorId }),
    ...(action === undefined ? {} : { action }),
    ...(target === undefined ? {} : { 'target.id': target }),
    ...(targetType === undefined ? {} : { 'target.type': targetType }),
  };
  if (from !== undefined || to !== undefined)
    filter.createdAt = {
      ...(from === undefined ? {} : { $gte: new Date(from) }),
      ...(to === undefined ? {} : { $lt: new Date(to) }),
    };
  return filter;
};

/** Entries are added and read, nothing else. */
export const auditEntryRepository = {
  insert: async (
    organizationId: string | null,
    values: Omit<AuditEntryDocument, '_id' | 'organizationId' | 'createdAt'> & { _id?: string },
  ): Promise<void> => {
    await new AuditEntryModel({ ...values, organizationId }).save();
  },
  list: (organizationId: string, request: AuditListRequest): Promise<Page<AuditEntryDocument>> =>
    paginate(AuditEntryModel, { ...filterOf(request), organizationId }, request),
  /** Those of every organisation and of the installation, for its administrators. */
  systemList: ({
    organizationId,
    ...request
  }: AuditListRequest & { organizationId?: string }): Promise<Page<AuditEntryDocument>> =>
    paginate(
      AuditEntryModel,
      { ...filterOf(request), ...(organizationId === undefined ? {} : { organizationId }) },
      request,
    ),
};
