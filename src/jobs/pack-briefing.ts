import { createHash } from 'node:crypto';
import { strToU8, zipSync, type Zippable } from 'fflate';
import type pg from 'pg';
import { briefingDocument, type Briefing, type BriefingOrder } from '../leads/briefing-document.ts';
import type { Land } from '../leads/briefing-pictures.ts';
import type { EntityPage } from '../model/answers.ts';
import { Failure } from '../model/errors.ts';
import { parseEntityId } from '../model/ids.ts';
import type { BriefingManifest } from '../model/briefing-manifest.ts';
import type { LeadPage } from '../model/lead-answers.ts';
import { findSources } from '../store/records.ts';
import { findRecordHashes, type RecordHash } from '../store/record-hashes.ts';
import type { LinkView } from './find-links.ts';
import type { Boundaries } from './load-boundaries.ts';
import { loadEntityPage } from './load-entity-page.ts';
import { loadLeadPage } from './load-lead-page.ts';
import { loadLeadPicture } from './load-lead-picture.ts';
import { contentOutside } from './page-outside.ts';
import { pictureOutside, sourcesOfPicture } from './picture-outside.ts';
import { renderPdf } from './render-pdf.ts';

/** People and dealers told of in one briefing; beyond these a reader asks for each. */
const profilesMost = 24;

export interface BriefingAsked {
  readonly lead: number;
  readonly actor: string;
  readonly today: string;
  readonly view: LinkView;
  /** Whether it is for somebody outside: then it has what the lead rests on and no more. */
  readonly side: 'inside' | 'outside';
}

/** All a briefing is made of, as it is at one moment. */
export interface LoadedBriefing extends Omit<Briefing, 'land'> {
  readonly records: readonly RecordHash[];
}

/** Everything a briefing of a lead says; null where there is no lead of that number. */
export async function loadBriefing(
  client: pg.ClientBase,
  agencyId: number,
  { lead, actor, today, view, side }: BriefingAsked,
): Promise<LoadedBriefing | null> {
  const page = await loadLeadPage(client, agencyId, lead, { actor, today });
  const whole = await loadLeadPicture(client, agencyId, lead, view);
  if (page === null || whole === null) return null;
  const picture = side === 'outside' ? pictureOutside(page, whole) : whole;
  const profiles: EntityPage[] = [];
  // What else is recorded of a person or dealer is no part of the lead: nobody agreed to release it.
  const told = side === 'outside' ? [] : [...page.evidence.persons, ...page.evidence.dealers];
  for (const { id } of told.slice(0, profilesMost)) {
    const profile = await loadEntityPage(client, agencyId, parseEntityId(id)!);
    if (profile !== null) profiles.push(withoutDescent(profile));
  }
  const used = [
    ...sourcesOfPicture(picture),
    ...profiles.flatMap(({ facts, observations }) => [
      ...facts.flatMap(({ sources }) => sources),
      ...observations.map(({ source }) => source),
    ]),
  ];
  const numbers = [...new Set(used.map(({ record }) => record))];
  const hashes = await findRecordHashes(client, agencyId, numbers);
  const handling = new Set([
    ...[...(await findSources(client, agencyId, numbers)).values()].flatMap((source) => [...source.handling]),
    ...picture.lives.flatMap(({ events }) => events.flatMap((event) => event.handling)),
    ...picture.links.flatMap((link) => link.handling),
  ]);
  return { page, picture, profiles, handling: [...handling].sort(), records: [...hashes.values()] };
}

/**
 * Whom outside a lead was given to, as two people agreed. What leaves is what they agreed to: not a later version of it, nothing of a lead that
 * no longer stands, and nothing told by a row they could not see, although it made no other version of the lead.
 */
export function recipientOf(
  { page, picture }: Pick<LoadedBriefing, 'page' | 'picture'>,
  recipient: number,
): BriefingOrder['recipient'] {
  const { summary, recipients } = page;
  const found = recipients.find((each) => each.recipient === recipient && each.side === 'outside');
  if (found?.consentedBy == null)
    throw new Failure(
      'lead.not-released',
      'Expected the number of a release two people agreed to; there is none of that number. Ask for the release first. Nothing left.',
    );
  if (summary.standing !== 'STANDING')
    throw new Failure(
      'lead.not-standing',
      'Expected a lead that stands; this one is withdrawn or goes on in another. Nothing left.',
    );
  // Of a lead that goes on in this one they agreed to that one.
  if (found.givenLead !== summary.lead || found.version !== summary.version)
    throw new Failure(
      'lead.not-released',
      `Expected the version two people agreed to release, ${found.version}; the lead is at version ${summary.version} now. Ask for the release anew. Nothing left.`,
    );
  const agreedAt = Date.parse(found.givenAt);
  const later = new Set(
    sourcesOfPicture(picture).flatMap(({ record, receivedAt }) => (Date.parse(receivedAt) > agreedAt ? [record] : [])),
  );
  if (later.size > 0)
    throw new Failure(
      'lead.not-released',
      `Expected what two people agreed to release; ${later.size} of the rows it tells of came in later. Look at the lead, and ask for the release anew. Nothing left.`,
    );
  return { name: found.name, consentedBy: found.consentedBy };
}

/** What is printed outside: not who inside did what with it, nor who else received it. The data beside it is by {@link contentOutside}. */
const toldOutside = (page: LeadPage): LeadPage => ({
  ...page,
  summary: { ...page.summary, assignee: null, waiting: 0, triage: null, outcome: null },
  // Whom an earlier version named and this one does not is not named outside.
  versions: page.versions
    .slice(0, 1)
    .map((version) => ({ ...version, lost: { traces: [], entities: [], reasons: [] } })),
  joined: [],
  steps: [],
  events: [],
  requests: [],
  recipients: [],
  notes: [],
});

/** Inside, of what people wrote only what they chose for it. */
const toldInside = (page: LeadPage): LeadPage => ({
  ...page,
  notes: page.notes.filter(({ inBriefing }) => inBriefing),
});

/** Race and sex say nothing of a lead, and are not passed on with one. */
const notPassedOn: ReadonlySet<string> = new Set(['race', 'sex', 'ethnicity', 'race_raw', 'sex_raw', 'ethnicity_raw']);

function withoutDescent(profile: EntityPage): EntityPage {
  return {
    ...profile,
    facts: profile.facts.filter(({ name }) => !notPassedOn.has(name)),
    observations: profile.observations.map((each) => ({
      ...each,
      values: Object.fromEntries(Object.entries(each.values).filter(([name]) => !notPassedOn.has(name))),
    })),
  };
}

export interface PackedBriefing {
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

export type PackOrder = Omit<BriefingOrder, 'records'> & { readonly land: Land };

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Archives hold the time on the wall of whoever makes them; this one holds none, so that the same is the same bytes. */
const noTime = new Date(1980, 0, 1);

/** A briefing as one archive: the document, what it was made of, and the hashes of both and of every record version behind them. */
export async function packBriefing(briefing: LoadedBriefing, { land, ...order }: PackOrder): Promise<PackedBriefing> {
  const { picture, profiles, handling, records } = briefing;
  const page = order.recipient === null ? toldInside(briefing.page) : toldOutside(briefing.page);
  const document = briefingDocument({ page, picture, profiles, handling, land }, { ...order, records: records.length });
  const files: Record<string, Uint8Array> = {
    'briefing.pdf': await renderPdf(document),
    'briefing.json': json(order.recipient === null ? { lead: page, picture, profiles } : contentOutside(page, picture)),
  };
  const [newest] = page.versions;
  const manifest: BriefingManifest = {
    format: 'flashlight-briefing/1',
    lead: page.summary.lead,
    version: page.summary.version,
    standing: page.summary.standing,
    madeAt: order.madeAt,
    madeBy: order.madeBy,
    agency: order.agency,
    purpose: order.purpose,
    recipient: order.recipient?.name ?? null,
    consentedBy: order.recipient?.consentedBy ?? null,
    handling: [...handling],
    program: order.program,
    engine: newest?.engine ?? null,
    settings: newest?.settings ?? null,
    baseline: newest?.baseline ?? null,
    files: Object.entries(files).map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: sha256Of(bytes) })),
    records: records.map(({ record, version, sha256 }) => ({ record, version, sha256 })),
  };
  const packed = Object.fromEntries(
    Object.entries({ ...files, 'manifest.json': json(manifest) }).map(([name, bytes]) => [
      name,
      [bytes, { mtime: noTime, level: 6 }] as const,
    ]),
  ) as unknown as Zippable;
  const bytes = zipSync(packed);
  return { bytes, sha256: sha256Of(bytes) };
}

const json = (value: unknown) => strToU8(`${JSON.stringify(value, null, 2)}\n`);

/** The outlines of a map as rings, in degrees. */
export function landOf({ geojson }: Boundaries): Land {
  const rings: [number, number][][] = [];
  const walk = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    const first = (value as unknown[])[0];
    if (Array.isArray(first) && typeof first[0] === 'number')
      rings.push((value as number[][]).map(([lon, lat]) => [lon!, lat!]));
    else value.forEach(walk);
  };
  for (const { geometry } of geojson.features) walk((geometry as { coordinates?: unknown } | null)?.coordinates);
  return rings;
}
