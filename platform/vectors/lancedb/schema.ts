import { Index, type Table } from '@lancedb/lancedb';
import { Field, FixedSizeList, Float32, Int32, List, Schema, Utf8 } from 'apache-arrow';

export const textList = new List(new Field('item', new Utf8(), true));
export const vectorOf = (dimensions: number): FixedSizeList<Float32> =>
  new FixedSizeList(dimensions, new Field('item', new Float32(), true));

/** Lance then refuses, or repeats, a merge that another process's merge of the same ids has overtaken. */
const primaryKey = new Map([['lance-schema:unenforced-primary-key', 'true']]);

/**
 * One row a point. `terms` is the text for the full-text index (terms joined by spaces, repetitions kept),
 * `vocabulary` the same terms without repetition for exact document frequencies, `length` their number
 * with repetitions.
 */
export const pointSchema = (dimensions: number): Schema =>
  new Schema([
    new Field('id', new Utf8(), false, primaryKey),
    new Field('item', new Utf8(), false),
    new Field('revision', new Int32(), false),
    new Field('tags', textList, false),
    new Field('vector', vectorOf(dimensions), false),
    new Field('terms', new Utf8(), false),
    new Field('vocabulary', textList, false),
    new Field('length', new Int32(), false),
  ]);

/** The terms arrive analysed: LanceDB splits at the spaces that joined them and changes nothing. */
const analysedTerms = (): Index =>
  Index.fts({
    baseTokenizer: 'whitespace',
    withPosition: false,
    lowercase: false,
    stem: false,
    removeStopWords: false,
    asciiFolding: false,
    maxTokenLength: 60_000,
  });

/** Its statistics say how far all scalar indexes are behind: they are brought up to date together. */
export const textIndex = 'terms_idx';

const scalarIndexes: Record<string, () => Index> = {
  terms: analysedTerms,
  vocabulary: () => Index.labelList(),
  tags: () => Index.labelList(),
  id: () => Index.btree(),
  item: () => Index.btree(),
};

/** Creates the indexes that are missing, all of them on a new table, the rest when a crash left it half made. */
export async function ensureIndexes(table: Table): Promise<void> {
  const present = new Set((await table.listIndices()).map(({ name }) => name));
  for (const [column, config] of Object.entries(scalarIndexes)) {
    const name = `${column}_idx`;
    if (!present.has(name)) await table.createIndex(column, { config: config(), name });
  }
}
