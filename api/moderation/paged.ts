import type { PageRequest } from '../../contracts/common.contract.js';
import { paginationOf } from '../http/reply.js';

/** What an answer with a page of a list says of the list. */
export const paged = (count: number, total: number, request: PageRequest) => ({
  count,
  ...paginationOf(total, request),
});
