import { expect } from 'vitest';
import { ellipse95 } from '../src/acoustics/ellipse.ts';
import { slotMicroseconds } from '../src/acoustics/shots-of-slot.ts';
import { gridCell } from '../src/geo/grid-cell.ts';
import { localPlane } from '../src/geo/local-plane.ts';
import { decideGunshot, noteGunshotFinding, undoGunshotDecision } from '../src/jobs/decide-gunshot.ts';
import { deliverGunshots } from '../src/jobs/deliver-gunshots.ts';
import { loadGunshots } from '../src/jobs/load-gunshots.ts';
import { saveGunshots } from '../src/jobs/save-gunshots.ts';
import type { Gunshot, GunshotDecision } from '../src/model/gunshots.ts';
import type { Reader } from '../src/store/audit.ts';
import { inTransaction } from '../src/store/database.ts';
import { saveWebhook } from '../src/store/gunshot-receivers.ts';
import { findGunshotEvents, findIncident } from '../src/store/gunshot-reads.ts';
import type { StoredIncident } from '../src/store/gunshots.ts';
import { capFaults } from './cap-faults.ts';
import { openReceiver } from './open-receiver.ts';
import { openTestStore, type TestStore } from './open-test-store.ts';

const slot = 190_000_000;
const began = slot * slotMicroseconds;
const plane = localPlane({ lon: -76.6, lat: 39.3 });
const cell = gridCell({ lon: -76.6, lat: 39.3 });

/** A shot so many seconds after the slot began, with the pulses that sensors heard, `sensor/number`: the first named is nearest. */
export const shot = (seconds: number, pulses: readonly string[], x = 0, sigmaMeters = Math.sqrt(10)): Gunshot => ({
  cell,
  slot,
  timeMicroseconds: began + seconds * 1e6,
  ...plane.toLonLat(x, 0),
  ellipse95: ellipse95(sigmaMeters ** 2, 0, sigmaMeters ** 2),
  covariance: [
    [sigmaMeters ** 2, 0],
    [0, sigmaMeters ** 2],
  ],
  arrivals: pulses.map((name, at) => {
    const [sensor = '', sequence = '1'] = name.split('/');
    return {
      sensor,
      sequence: Number(sequence),
      timeMicroseconds: began + seconds * 1e6 + (at + 1) * 100_000,
      residualSeconds: 0,
    };
  }),
  air: null,
});

export const seven = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
/** A shot of seven sensors and one of four, 450 m off: two incidents, which the shot between them makes one. */
export const one = shot(1, seven);
export const between = shot(2, ['m', 'n', 'o', 'p'], 225);
export const other = shot(4, ['h', 'i', 'j', 'k'], 450);

export const word = (cap: string | null, name: string): string =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(cap ?? '')?.[1] ?? '';

interface Taken {
  readonly event: string;
  readonly incident: { readonly incident: string; readonly dispatch: string; readonly lon?: number };
  readonly cap: string | null;
}

/** A store in which one slot of time is located again and again, by hand, with a desk that decides and a dispatch that is told. */
export class GunshotSlot {
  readonly store: TestStore;
  readonly taken: Taken[] = [];
  /** How often dispatch refuses before it takes. */
  failing = 0;
  #stop: () => void = () => undefined;

  private constructor(store: TestStore) {
    this.store = store;
  }

  static async open(): Promise<GunshotSlot> {
    const slot = new GunshotSlot(await openTestStore());
    await slot.listen();
    return slot;
  }

  /** In a store that is another's to close, with nobody told outside. */
  static of(store: TestStore): GunshotSlot {
    return new GunshotSlot(store);
  }

  async close(): Promise<void> {
    this.#stop();
    await this.store.close();
  }

  /** Has incidents told to an address nothing was told to yet. */
  async listen(): Promise<void> {
    this.#stop();
    const { url, close } = await openReceiver(
      ({ body }) => this.taken.push(JSON.parse(body) as Taken),
      () => this.failing-- > 0,
    );
    this.#stop = close;
    const { database, agency } = this.store;
    await saveWebhook(database.pool('migrate'), agency.agencyId, { url, secret: 'a secret', by: 'tests' });
  }

  /** Locates the slot as holding these shots, so many seconds after it began. */
  async locate(shots: readonly Gunshot[], afterSeconds = 0): Promise<void> {
    await inTransaction(this.store.database.pool('import'), (client) =>
      saveGunshots(client, this.store.agency.agencyId, {
        found: [{ cell, slot, pulses: [], shots: shots.toSorted((a, b) => a.timeMicroseconds - b.timeMicroseconds) }],
        keyOf: () => Buffer.alloc(32),
        now: new Date(began / 1000 + afterSeconds * 1000),
      }),
    );
  }

  /** Locates `one`, and then `other` beside it; gives their ids. */
  async locateTwo(): Promise<{ older: string; younger: string }> {
    await this.locate([one]);
    const [older] = (await this.standing()) as [string];
    await this.locate([one, other]);
    return { older, younger: (await this.standing()).find((each) => each !== older)! };
  }

  desk(): Reader {
    return { agencyId: this.store.agency.agencyId, actor: 'test.desk', role: 'gunshot-desk' } as Reader;
  }

  people<T>(act: (client: Parameters<typeof loadGunshots>[0]) => Promise<T>): Promise<T> {
    return inTransaction(this.store.database.pool('read'), act);
  }

  now(incident: string): Promise<StoredIncident> {
    return this.people(async (client) => (await findIncident(client, this.store.agency.agencyId, incident))!);
  }

  async decide(incident: string, decision: GunshotDecision): Promise<void> {
    const { revision } = await this.now(incident);
    await this.people((client) => decideGunshot(client, this.desk(), { incident, revision, decision }));
  }

  async undo(incident: string): Promise<void> {
    const { revision } = await this.now(incident);
    await this.people((client) => undoGunshotDecision(client, this.desk(), { incident, revision }));
  }

  /** Puts a finding on record; gives which step of the history it is. */
  async find(incident: string, found: string): Promise<number> {
    const { revision } = await this.now(incident);
    await this.people((client) => noteGunshotFinding(client, this.desk(), { incident, revision, found }));
    return (await this.history(incident)).length;
  }

  /** Ids as the desk lists them. */
  async standing(): Promise<string[]> {
    const page = { from: 0, before: Number.MAX_SAFE_INTEGER, limit: 50, which: 'own' } as const;
    const { items } = await this.people((client) => loadGunshots(client, this.store.agency.agencyId, page));
    return items.map((each) => (each.kind === 'own' ? each.incident : ''));
  }

  async history(incident: string): Promise<[kind: string, by: string | null][]> {
    return this.people(async (client) =>
      (await findGunshotEvents(client, this.store.agency.agencyId, incident)).map(({ kind, by }) => [kind, by]),
    );
  }

  /** All of what stands that depends on the pulses alone. */
  async content(): Promise<{ pulses: string[] }[]> {
    const { rows } = await this.store.database
      .pool('read')
      .query<{ pulses: string[] }>(
        `select first_us, last_us, lon, lat, summary, pulses from flashlight.gunshot_incident where state in ('OPEN', 'CLOSED') order by first_us`,
      );
    return rows;
  }

  async forget(): Promise<void> {
    await this.store.database
      .pool('migrate')
      .query(
        'truncate flashlight.gunshot, flashlight.gunshot_incident, flashlight.gunshot_event, flashlight.gunshot_delivery',
      );
  }

  /** Tells what is due; `later`, when everything that waits has waited long enough. */
  async tell({ later = true } = {}): Promise<void> {
    const { database, agency } = this.store;
    if (later)
      await database
        .pool('migrate')
        .query('update flashlight.gunshot_delivery set next_at = now() where delivered_at is null');
    const told = { agencyId: agency.agencyId, agencyName: 'Tests', timeZone: 'UTC', sender: 'city', now: new Date() };
    for (const channel of ['webhook', 'mail'] as const)
      while ((await deliverGunshots(database.pool('import'), { ...told, channel })) > 0);
  }

  toldOf(incident: string): string[] {
    return this.taken.filter((each) => each.incident.incident === incident).map(({ cap }) => word(cap, 'msgType'));
  }

  /** Every message is as the standard says, named once, and refers to messages that were taken before it. */
  expectMessages(): void {
    const caps = this.taken.flatMap(({ cap }) => (cap === null ? [] : [cap]));
    expect(caps.flatMap(capFaults)).toEqual([]);
    const sent: string[] = [];
    for (const cap of caps) {
      const references = word(cap, 'references')
        .split(' ')
        .filter((each) => each !== '');
      for (const each of references) expect(sent).toContain(each);
      sent.push(`${word(cap, 'sender')},${word(cap, 'identifier')},${word(cap, 'sent')}`);
    }
    expect(new Set(caps.map((cap) => word(cap, 'identifier'))).size).toBe(caps.length);
  }
}
