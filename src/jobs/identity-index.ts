import { setImmediate } from 'node:timers/promises';
import type pg from 'pg';
import type { FieldAcross } from '../identity/across-sides.ts';
import { blockingKeys } from '../identity/blocking-keys.ts';
import type { Asked } from '../identity/asked-pairs.ts';
import { kindPlans, type KindPlan } from '../identity/compared-fields.ts';
import { FieldEncoder, type EncodedTable } from '../identity/encoded-table.ts';
import { openComparisons } from '../identity/open-comparisons.ts';
import { frequenciesOf } from '../identity/pair-scorer.ts';
import { RecordIndex } from '../identity/record-index.ts';
import { modelOfSettings } from '../identity/splink-settings.ts';
import { bitsKeptMin } from '../identity/dedupe-table.ts';
import { Failure } from '../model/errors.ts';
import type { PairExplanation } from '../identity/explain-pair.ts';
import type { Database } from '../store/database.ts';
import { contentsAfter, type ContentRows, type StoredContent } from '../store/identity-contents.ts';
import { allModelsInForce, type StoredModel } from '../store/identity-models.ts';
import type { StoredTie } from '../store/identity-ties.ts';

const contentsAtOnce = 20_000;
const alwaysAsked: Asked = { because: [], ifTied: false };
/** Between two turns of the event loop: what waits there waits some milliseconds. */
const asksAtOnce = 64;

/**
 * The contents of one kind, ready to be asked which of them a new one may be of, and why two are. Frequencies are those at the time the
 * model was signed, and sizes of groups those when it was learnt, so that an answer does not depend on when it is asked, nor on the order of
 * what came.
 */
export class IdentityIndex {
  private readonly index: RecordIndex;
  private readonly plan: KindPlan;
  private readonly contents: number[] = [];
  private readonly placeOf = new Map<number, number>();
  /** The highest number among the contents that are in: numbers are given in order. */
  newest = 0;

  private constructor(index: RecordIndex, plan: KindPlan) {
    this.index = index;
    this.plan = plan;
  }

  /** Reads every content of the model's kind; none is in yet. */
  static async open(
    client: pg.ClientBase,
    agencyId: number,
    model: StoredModel,
  ): Promise<{ index: IdentityIndex; contents: StoredContent[] }> {
    const { fields } = kindPlans[model.kind];
    const encoders = fields.map((field) => new FieldEncoder(field));
    const contents: StoredContent[] = [];
    const learntFrom: StoredContent['cells'][] = [];
    for (let after = 0; ;) {
      const some = await contentsAfter(client, agencyId, model.kind, {
        after,
        limit: contentsAtOnce,
      });
      for (const { content, cells, said: times } of some) {
        contents.push({ content, cells });
        if (times === 0) continue;
        learntFrom.push(cells);
        encoders.forEach((encoder, field) => encoder.add(cells[field] ?? ''));
      }
      if (some.length < contentsAtOnce) break;
      after = some.at(-1)!.content;
    }
    // Each content counts once, however many observations say it.
    const counted = encoders.map((encoder) => encoder.encode());
    const table: EncodedTable = {
      records: 0,
      fields: counted.map((field) => ({ ...field, valueOf: field.valueOf.subarray(0, 0) })),
      sourceOf: new Uint8Array(0),
      linkOnly: false,
    };
    const read = modelOfSettings(model.settings, table.fields, openComparisons(table).fields);
    if (!('model' in read))
      throw new Failure(
        'identity.model',
        `Expected ${read.expected} for the kind ${model.kind}; the one in force, ${model.model}, is of ${read.got}. An analyst has one learnt anew on the page of identity, and another person signs it.`,
      );
    const keys = table.fields.flatMap(blockingKeys);
    const blocks = model.blocks.map((names) => ({
      name: names.join(', '),
      keys: names.map((name) => keys.find((key) => key.name === name)!),
    }));
    const frequencies = frequenciesOf({ records: learntFrom.length, fields: counted }, read.model.names);
    const index = new RecordIndex(table, encoders, blocks, read.model, frequencies);
    index.countAtStart(learntFrom);
    return { index: new IdentityIndex(index, kindPlans[model.kind]), contents };
  }

  has(content: number): boolean {
    return this.placeOf.has(content);
  }

  /** Takes contents in, one after another; gives the ties of each with those before it and what the model says of it with itself. */
  async add(
    contents: readonly StoredContent[],
    onDone: (done: number) => void = () => undefined,
  ): Promise<{ ties: StoredTie[]; selfBits: Map<number, number> }> {
    const ties: StoredTie[] = [];
    const selfBits = new Map<number, number>();
    for (const [at, { content, cells }] of contents.entries()) {
      if (at % asksAtOnce === asksAtOnce - 1) {
        onDone(at);
        await setImmediate();
      }
      if (this.placeOf.has(content)) continue;
      const found = this.index.find(cells, Math.min(bitsKeptMin, this.plan.reviewBits)).records;
      const place = this.take({ content, cells });
      for (const { record, bits } of found) {
        const asked = this.asks(place, record);
        if (asked) ties.push({ a: this.contents[record]!, b: content, bits, ifTied: asked.ifTied });
      }
      if (this.asks(place, place)) selfBits.set(content, this.index.selfBits(place));
    }
    return { ties, selfBits };
  }

  /** Takes contents in whose ties are known. */
  async takeKnown(contents: readonly StoredContent[]): Promise<void> {
    for (const [at, each] of contents.entries()) {
      if (at % 1024 === 1023) await setImmediate();
      if (!this.placeOf.has(each.content)) this.take(each);
    }
  }

  /** Why two contents are held for one or not; null where one of them is not in. */
  explain(a: number, b: number): PairExplanation | null {
    const [x, y] = [this.placeOf.get(a), this.placeOf.get(b)];
    return x === undefined || y === undefined ? null : this.index.explain(x, y);
  }

  /** What the contents of two sides say, field by field; what is not in says nothing. */
  across({ a, b }: { readonly a: readonly ContentRows[]; readonly b: readonly ContentRows[] }): FieldAcross[] {
    const said = (of: readonly ContentRows[]) =>
      of.flatMap(({ content, rows }) => {
        const record = this.placeOf.get(content);
        return record === undefined ? [] : [{ record, rows }];
      });
    return this.index.across({ a: said(a), b: said(b) });
  }

  private asks(a: number, b: number): Asked | null {
    return this.plan.asks ? this.plan.asks(this.index.explain(a, b).steps) : alwaysAsked;
  }

  private take({ content, cells }: StoredContent): number {
    const place = this.index.add(cells);
    this.contents[place] = content;
    this.placeOf.set(content, place);
    this.newest = Math.max(this.newest, content);
    return place;
  }
}

/** Indexes of this process, by store and model. A store has one writer of contents at a time; the last promise of each is its turn. */
const opened = new WeakMap<Database, Map<string, Promise<IdentityIndex>>>();

/** The index of a model with all contents the reader sees: opened once, and brought up to date each time it is asked for. */
export function identityIndexOf(
  database: Database,
  client: pg.ClientBase,
  agencyId: number,
  model: StoredModel,
): Promise<IdentityIndex> {
  let ofStore = opened.get(database);
  if (!ofStore) opened.set(database, (ofStore = new Map()));
  const key = `${agencyId} ${model.model}`;
  const before = ofStore.get(key);
  const open = async () => {
    const { index, contents } = await IdentityIndex.open(client, agencyId, model);
    await index.takeKnown(contents);
    return index;
  };
  // What broke for whoever asked before is opened anew.
  const next = before
    ? before.then(
        (index) => catchUp(index, client, agencyId, model),
        () => open(),
      )
    : open();
  ofStore.set(key, next);
  // What failed is opened anew by whoever asks next.
  next.catch(() => ofStore.delete(key));
  return next;
}

/**
 * Opens the indexes of all models in force, one after another, so that the first import does not wait for it: of a city's people it takes
 * minutes. What cannot be read is no fault here; whoever compares says so.
 */
export function readyIndexes(database: Database): { readonly done: Promise<void>; close(): Promise<void> } {
  let closed = false;
  const connecting = database.connect('read');
  const open = async () => {
    const client = await connecting;
    for (const { agencyId, ...model } of await allModelsInForce(client))
      if (!closed) await identityIndexOf(database, client, agencyId, model).catch(() => undefined);
    await client.end();
  };
  return {
    done: open().catch(() => undefined),
    async close() {
      closed = true;
      // Ended, it reads no further.
      await connecting.then((client) => client.end()).catch(() => undefined);
    },
  };
}

/** Forgets what this process knows of a store's contents: after a transaction that came to nothing, or another model. */
export function forgetIndexes(database: Database): void {
  opened.delete(database);
}

async function catchUp(
  index: IdentityIndex,
  client: pg.ClientBase,
  agencyId: number,
  model: StoredModel,
): Promise<IdentityIndex> {
  for (let after = index.newest; ;) {
    const some = await contentsAfter(client, agencyId, model.kind, {
      after,
      limit: contentsAtOnce,
    });
    await index.takeKnown(some);
    if (some.length < contentsAtOnce) return index;
    after = some.at(-1)!.content;
  }
}
