import { createHash } from 'node:crypto';
import { Value } from '@sinclair/typebox/value';
import { strFromU8, unzipSync, type UnzipFileInfo } from 'fflate';
import type pg from 'pg';
import { briefingManifestSchema, type BriefingManifest } from '../model/briefing-manifest.ts';
import { Failure } from '../model/errors.ts';
import { findPackageMade, findRecordHashes } from '../store/record-hashes.ts';

/** What a package of a briefing holds at most, unpacked. */
const unpackedBytesMax = 256 * 1024 * 1024;
const filesMax = 20;
const manifestName = 'manifest.json';

export type FileState = 'intact' | 'changed' | 'missing' | 'unexpected';
export type RecordState = 'intact' | 'newer' | 'changed' | 'missing';

export interface CheckedPackage {
  readonly manifest: BriefingManifest;
  readonly sha256: string;
  readonly files: readonly { readonly name: string; readonly state: FileState }[];
}

export interface CheckedRecords {
  /** Whether a package of exactly these bytes was put on record when it was made. */
  readonly made: { readonly madeBy: string; readonly madeAt: string; readonly purpose: string | null } | null;
  readonly records: readonly { readonly record: number; readonly version: number; readonly state: RecordState }[];
}

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Holds the files of a package against what its manifest says of them; needs no store. */
export function checkPackage(bytes: Uint8Array): CheckedPackage {
  const unpacked = unpack(bytes);
  const told = unpacked[manifestName];
  if (told === undefined) throw notOne('an archive without manifest.json');
  const manifest = readManifest(told);
  const named = manifest.files.map(({ name, bytes: size, sha256 }) => {
    const file = Object.hasOwn(unpacked, name) ? unpacked[name] : undefined;
    const state: FileState =
      file === undefined ? 'missing' : file.length === size && sha256Of(file) === sha256 ? 'intact' : 'changed';
    return { name, state };
  });
  const known = new Set([manifestName, ...manifest.files.map(({ name }) => name)]);
  const beside = Object.keys(unpacked)
    .filter((name) => !known.has(name))
    .map((name) => ({ name, state: 'unexpected' as const }));
  return { manifest, sha256: sha256Of(bytes), files: [...named, ...beside] };
}

/** Holds the record versions of a package against the store they came from, and asks whether it was put on record. */
export async function checkRecords(
  client: pg.ClientBase,
  agencyId: number,
  { manifest, sha256 }: Pick<CheckedPackage, 'manifest' | 'sha256'>,
): Promise<CheckedRecords> {
  const stored = await findRecordHashes(
    client,
    agencyId,
    manifest.records.map(({ record }) => record),
  );
  return {
    made: await findPackageMade(client, agencyId, sha256),
    records: manifest.records.map(({ record, version, sha256: told }) => {
      const now = stored.get(record);
      const state: RecordState =
        now === undefined
          ? 'missing'
          : now.sha256 !== told || now.version !== version
            ? 'changed'
            : now.newest > version
              ? 'newer'
              : 'intact';
      return { record, version, state };
    }),
  };
}

function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
  let left = unpackedBytesMax;
  let count = 0;
  const filter = ({ originalSize }: UnzipFileInfo) => {
    left -= originalSize;
    count += 1;
    if (left < 0 || count > filesMax) throw notOne('one that unpacks to more than a package holds');
    return true;
  };
  try {
    return unzipSync(bytes, { filter });
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw notOne('a file that is no whole archive', cause);
  }
}

function readManifest(bytes: Uint8Array): BriefingManifest {
  let value: unknown;
  try {
    value = JSON.parse(strFromU8(bytes));
  } catch (cause) {
    throw notOne('a manifest that is no JSON', cause);
  }
  if (!Value.Check(briefingManifestSchema, value)) throw notOne('a manifest of another shape');
  return value;
}

function notOne(got: string, cause?: unknown): Failure {
  return new Failure(
    'lead.package',
    `Expected a briefing package as Flashlight makes it; got ${got}. Ask whoever sent it for the file as it was made. Nothing was changed.`,
    { cause },
  );
}
