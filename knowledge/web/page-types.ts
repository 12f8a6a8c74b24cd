import { itemTypes, type ItemType } from '../../contracts/knowledge.contract.js';

const office = 'application/vnd.openxmlformats-officedocument';

/** What sites call the formats that documents come in. */
const names: Record<string, string> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'text/plain': 'text',
  'text/markdown': 'markdown',
  'text/x-markdown': 'markdown',
  'application/pdf': 'pdf',
  [`${office}.wordprocessingml.document`]: 'docx',
  [`${office}.spreadsheetml.sheet`]: 'xlsx',
  'text/csv': 'csv',
};

/** Of those, what can be taken apart. */
const typesByContent = new Map(
  Object.entries(names).flatMap(([name, format]): [string, ItemType][] => {
    const type = itemTypes.find((known) => known === format);
    return type ? [[name, type]] : [];
  }),
);

/** What can be taken in from the web. */
export const acceptedContentTypes = [...typesByContent.keys()];

const isMarkdownName = (path: string): boolean => /\.(md|markdown|mdx)$/i.test(path);

/** How a fetched document is read, by what the site says it is; plain text also by its name. */
export function typeOfContent(contentType: string, url: URL): ItemType {
  const type = typesByContent.get(contentType.split(';')[0]?.trim().toLowerCase() ?? '') ?? 'text';
  return type === 'text' && isMarkdownName(url.pathname) ? 'markdown' : type;
}
