import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Type, type Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { lateHoursMax, soundSecondsMax } from '../model/sensor-packet.ts';
import { writeDurably } from './packet-queue.ts';

const hourMicroseconds = 3_600_000_000;
const dayMicroseconds = 24 * hourMicroseconds;
/** Two minutes of sound a day at most: what a busy night asks of one sensor, and nothing one could listen by. */
const spansADayMax = 60;

/** What the service asks of the sound. How much of it is followed is for the sensor to say, whoever has the service. */
export const soundOrderSchema = Type.Object({
  request: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  fromMicroseconds: Type.Integer({ minimum: 0, maximum: 4_102_444_800_000_000 }),
  seconds: Type.Number({ exclusiveMinimum: 0 }),
});
export type SoundOrder = Static<typeof soundOrderSchema>;

/** Why a span of sound does not leave. */
export type Withheld =
  | `it is longer than ${typeof soundSecondsMax} seconds`
  | 'no impulse that was sent lies in it'
  | 'as much as may leave in a day has left';

/**
 * Which sound may leave a sensor, decided by the sensor alone: two seconds at most, about an impulse that it sent, and sixty such spans in
 * 24 hours. Both are on its disk, so that no restart makes more of it.
 */
export class SoundRelease {
  readonly #folder: string;
  readonly #stateDir: string;
  /** Hour → times of the impulses sent in it. */
  readonly #sent = new Map<number, number[]>();
  #given: { readonly span: string; readonly at: number }[];

  constructor(stateDir: string) {
    this.#stateDir = stateDir;
    this.#folder = join(stateDir, 'sent');
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(this.#folder).filter((each) => /^\d+$/.test(each))) {
      const times = readFileSync(join(this.#folder, name), 'utf8').split('\n').map(Number);
      this.#sent.set(
        Number(name),
        times.filter((time) => time > 0),
      );
    }
    this.#given = readGiven(stateDir);
  }

  /** An impulse was signed: sound about it may be asked for as long as any is kept. */
  sent(timesMicroseconds: readonly number[]): void {
    for (const time of timesMicroseconds) {
      const hour = Math.floor(time / hourMicroseconds);
      const times = this.#sent.get(hour);
      if (times) times.push(time);
      else this.#open(hour, time);
      appendFileSync(join(this.#folder, String(hour)), `${time}\n`, { mode: 0o600 });
    }
  }

  #open(hour: number, time: number): void {
    this.#sent.set(hour, [time]);
    for (const old of [...this.#sent.keys()].filter((each) => each < hour - lateHoursMax)) {
      this.#sent.delete(old);
      rmSync(join(this.#folder, String(old)), { force: true });
    }
  }

  /** Why the sound of an order stays here; null where it may leave, which is counted, and counted once however often it is asked for. */
  withheld({ request, fromMicroseconds, seconds }: SoundOrder, nowMicroseconds: number): Withheld | null {
    if (seconds > soundSecondsMax) return `it is longer than ${soundSecondsMax} seconds`;
    const until = fromMicroseconds + seconds * 1e6;
    const hours = [Math.floor(fromMicroseconds / hourMicroseconds), Math.floor(until / hourMicroseconds)];
    const isOfImpulse = hours.some((hour) =>
      this.#sent.get(hour)?.some((time) => time >= fromMicroseconds && time <= until),
    );
    if (!isOfImpulse) return 'no impulse that was sent lies in it';
    const span = `${request}/${fromMicroseconds}/${seconds}`;
    this.#given = this.#given.filter(({ at }) => Math.abs(nowMicroseconds - at) < dayMicroseconds);
    if (this.#given.some((each) => each.span === span)) return null;
    if (this.#given.length >= spansADayMax) return 'as much as may leave in a day has left';
    this.#given.push({ span, at: nowMicroseconds });
    writeDurably(this.#stateDir, 'given.json', JSON.stringify(this.#given));
    return null;
  }
}

const givenSchema = Type.Array(Type.Object({ span: Type.String(), at: Type.Number() }));

function readGiven(stateDir: string): Static<typeof givenSchema> {
  try {
    const given: unknown = JSON.parse(readFileSync(join(stateDir, 'given.json'), 'utf8'));
    if (Value.Check(givenSchema, given)) return given;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return [];
}
