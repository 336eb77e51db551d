import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../model/errors.ts';
import { feedNames, type FeedName } from '../model/feeds.ts';
import type { Agency } from '../store/agencies.ts';

export interface FeedFile {
  readonly feed: FeedName;
  readonly path: string;
}

/** The feed files of a folder (`DIR/FEED/*` or `DIR/feeds/FEED/*`) in the order they are to be read: feed by feed, oldest name first. */
export async function listFeedFiles(folder: string): Promise<FeedFile[]> {
  const inside = await entriesOf(folder);
  const root = inside.some((entry) => entry === 'feeds') ? join(folder, 'feeds') : folder;
  const folders = new Set(await entriesOf(root));
  const files: FeedFile[] = [];
  for (const feed of feedNames) {
    if (!folders.has(feed)) continue;
    const names = (await readdir(join(root, feed), { withFileTypes: true })).filter(
      (entry) => entry.isFile() && !entry.name.startsWith('.'),
    );
    files.push(
      ...names
        .map((entry) => ({ feed, path: join(root, feed, entry.name) }))
        .sort((a, b) => (a.path < b.path ? -1 : 1)),
    );
  }
  if (files.length === 0) {
    throw new Failure(
      'import.no-feeds',
      `Expected folders named after feeds (${feedNames.join(', ')}) with files in them; found none. Give the folder that holds them.`,
    );
  }
  return files;
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    throw new Failure(
      'file.missing',
      `Expected a folder to import; it cannot be listed: ${(cause as NodeJS.ErrnoException).code}.`,
      { cause },
    );
  }
}

/** `agency.json` beside the feeds says whose files they are. */
export async function readAgencyFile(folder: string): Promise<Omit<Agency, 'agencyId'> | null> {
  let text: string;
  try {
    text = await readFile(join(folder, 'agency.json'), 'utf8');
  } catch {
    return null;
  }
  const { code, name, city, state, timeZone } = parseAgency(text, folder);
  if (typeof code !== 'string' || typeof timeZone !== 'string') return null;
  return { code, name: name ?? code, city: city ?? null, state: state ?? null, timeZone };
}

function parseAgency(text: string, folder: string): Partial<Agency> {
  try {
    return (JSON.parse(text) ?? {}) as Partial<Agency>;
  } catch (cause) {
    throw new Failure(
      'file.damaged',
      `Expected JSON in ${join(folder, 'agency.json')}; got text that is none. Correct it, or remove it and give --agency.`,
      { cause },
    );
  }
}
