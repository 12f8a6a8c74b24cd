/** What a list is asked for, as it stands in the address; what is left out is the API's default. */
export interface ListSearch {
  page?: number;
  /** `field:asc` or `field:desc`. */
  sort?: string;
  search?: string;
}

type Filters = Record<string, readonly string[]>;

/**
 * The part of an address that a list reads, for `validateSearch` of its route. What somebody typed into it that the list does
 * not know is left out, so that an old bookmark still opens.
 */
export const listSearch =
  <const Sort extends string, const Known extends Filters = Record<never, never>>({
    sort,
    filters,
  }: {
    /** Fields that the API sorts by. */
    sort: readonly Sort[];
    filters?: Known;
  }) =>
  (
    raw: Record<string, unknown>,
  ): { page?: number; sort?: `${Sort}:${'asc' | 'desc'}`; search?: string } & {
    [Name in keyof Known]?: Known[Name][number];
  } => {
    const page = Math.floor(Number(raw.page));
    const orders = sort.flatMap((field) => [`${field}:asc`, `${field}:desc`]);
    const search = typeof raw.search === 'string' || typeof raw.search === 'number' ? String(raw.search) : '';
    const chosen = Object.entries(filters ?? {}).filter(([name, values]) =>
      values.includes(String(raw[name])),
    );
    return {
      ...(page > 1 && page <= 100_000 ? { page } : {}),
      ...(orders.includes(String(raw.sort)) ? { sort: String(raw.sort) } : {}),
      ...(search.trim() ? { search: search.slice(0, 200) } : {}),
      ...Object.fromEntries(chosen.map(([name]) => [name, String(raw[name])])),
    } as never;
  };

/** Whether the list shows a part only; an empty one then has another reason than that there is nothing. */
export const isNarrowed = ({ page: _page, sort: _sort, ...narrowing }: ListSearch): boolean =>
  Object.values(narrowing).some((value) => value !== undefined);
