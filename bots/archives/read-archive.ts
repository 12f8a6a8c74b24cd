import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import {
  ArchivedBot,
  archiveFormat,
  archiveFormatVersion,
  ArchiveManifest,
} from '../../contracts/archives.contract.js';
import {
  archiveLimits,
  ExtractionError,
  newBudget,
  openZip,
  refusalOfEntry,
  unpackEntry,
  type ZipDirectory,
} from '../../knowledge/index.js';
import { invalid } from '../../platform/errors/app-error.js';
import { archiveParts } from './archive-parts.js';
import type { BotContents } from './bot-contents.js';
import { contentLimits } from './content-limits.js';

/** An archive that was found to be whole; `unpacked` tells where its files are. */
export interface ReadArchive {
  contents: BotContents;
  unpacked: Map<string, string>;
}

const refuse = (message: string) => invalid('body.file', message);

/**
 * Unpacks an archive into a folder and checks everything that it says: its format, that it has what its manifest lists
 * and nothing else, checksums, and what the parts contain. @throws AppError VALIDATION_ERROR with the reason
 */
export async function readArchive(path: string, folder: string): Promise<ReadArchive> {
  try {
    const budget = newBudget(archiveLimits);
    const directory = await openZip(path, budget);
    try {
      return await readEntries(directory, { budget, folder });
    } finally {
      directory.zip.close();
    }
  } catch (error) {
    if (error instanceof ExtractionError) throw refuse(error.message);
    throw error;
  }
}

type Place = { budget: ReturnType<typeof newBudget>; folder: string };

async function readEntries({ zip, entries }: ZipDirectory, place: Place): Promise<ReadArchive> {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  if (byPath.size !== entries.length) throw refuse('the archive has two entries of the same name');
  for (const entry of entries) {
    const refusal = refusalOfEntry(entry, place.budget);
    if (refusal) throw refuse(`${shown(entry.path)}: ${refusal}`);
  }
  const first = byPath.get('manifest.json');
  if (!first) throw refuse('the archive has no manifest.json; it is not an exported chatbot');
  assertSmall(first.entry.uncompressedSize, 'manifest.json');
  const manifest = manifestIn(await readFile((await unpackEntry(zip, first, place)).file, 'utf8'));
  const listed = new Map(manifest.entries.map((entry) => [entry.path, entry]));
  const unlisted = entries.find(({ path }) => path !== 'manifest.json' && !listed.has(path));
  if (unlisted) throw refuse(`${shown(unlisted.path)} is not in the manifest`);
  const unpacked = new Map<string, string>();
  for (const { path, size, sha256 } of manifest.entries) {
    const entry = byPath.get(path);
    if (!entry) throw refuse(`${path} is in the manifest but not in the archive`);
    const found = await unpackEntry(zip, entry, place);
    if (found.size !== size) throw refuse(`${path} has ${found.size} bytes, not the ${size} of the manifest`);
    if (found.sha256 !== sha256) throw refuse(`${path} does not have the checksum of the manifest`);
    unpacked.set(path, found.file);
  }
  return { contents: await contentsIn(manifest, unpacked), unpacked };
}

const shown = (path: string): string => JSON.stringify(path.slice(0, 100));

function assertSmall(size: number, path: string): void {
  if (size > contentLimits.jsonBytes) throw refuse(`${path} is too large`);
}

const Versioned = z.looseObject({ format: z.unknown(), formatVersion: z.unknown() });

function manifestIn(text: string): ArchiveManifest {
  const value = jsonIn(text, 'manifest.json');
  const { format, formatVersion } = Versioned.safeParse(value).data ?? {};
  if (format !== archiveFormat) throw refuse('manifest.json does not describe an exported chatbot');
  if (formatVersion !== archiveFormatVersion)
    throw refuse(
      `the format version ${shown(String(formatVersion))} of the archive is not known here, only ${archiveFormatVersion}`,
    );
  const manifest = valid(ArchiveManifest, value, 'manifest.json');
  const paths = new Set(manifest.entries.map(({ path }) => path));
  if (paths.size !== manifest.entries.length) throw refuse('manifest.json lists an entry twice');
  return manifest;
}

async function contentsIn(manifest: ArchiveManifest, unpacked: Map<string, string>): Promise<BotContents> {
  const read = async (path: string): Promise<unknown> => {
    const file = unpacked.get(path);
    if (!file) throw refuse(`the archive has no ${path}`);
    assertSmall(manifest.entries.find((entry) => entry.path === path)?.size ?? 0, path);
    return jsonIn(await readFile(file, 'utf8'), path);
  };
  const bot = valid(ArchivedBot, await read('bot.json'), 'bot.json');
  const parts = new Map<string, unknown>();
  for (const { name, schema } of archiveParts)
    if (unpacked.has(`${name}.json`))
      parts.set(name, valid(schema, await read(`${name}.json`), `${name}.json`));
  const known = new Set(['bot.json', ...[...parts.keys()].map((name) => `${name}.json`)]);
  const others = manifest.entries.filter(({ path }) => path.endsWith('.json') && !known.has(path));
  return {
    bot,
    parts,
    files: manifest.entries.filter(({ path }) => !path.endsWith('.json')),
    notes: [
      ...manifest.notes,
      ...others.map(({ path }) => `${path} is not known to this installation and was left out`),
    ],
  };
}

function jsonIn(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refuse(`${path} is not valid JSON`);
  }
}

function valid<S extends z.ZodType>(schema: S, value: unknown, path: string): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = [path, ...(issue?.path ?? [])].join('.').slice(0, 200);
  throw refuse(`${where}: ${issue?.message ?? 'is not valid'}`);
}
