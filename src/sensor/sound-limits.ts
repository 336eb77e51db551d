import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Type, type Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { lateHoursMax, soundSecondsMax } from '../model/sensor-packet.ts';
import { writeDurably } from './packet-queue.ts';

/** A sound somebody asks for: its first moment, and how much from there on. */
export interface SoundSpan {
  readonly fromMicroseconds: number;
  readonly seconds: number;
}

/** Why a sound is not given. */
export type Withheld = 'too-long' | 'no-impulse' | 'too-many';

/** What a day of incidents about one sensor needs, and no more than a minute of sound of it. */
const soundsADayMax = 30;
const dayMilliseconds = 86_400_000;
/** No more than two seconds of any ten: what is given can never be put together to sound that runs on. */
const apartMicroseconds = 10_000_000;
const hourMicroseconds = 3_600_000_000;

const givenSchema = Type.Array(
  Type.Object({ fromMicroseconds: Type.Integer(), seconds: Type.Number(), atMilliseconds: Type.Integer() }),
);
type Given = Static<typeof givenSchema>;

/**
 * Which sound may leave a sensor, whoever asks for it: no more than two seconds, about an impulse this sensor signed, no two within ten seconds,
 * no more than thirty in a day. It lies on the disk of the sensor, so that beginning anew does not begin the day anew.
 */
export class SoundLimits {
  readonly #folder: string;
  #given: Given;
  #withheld: number[] = [];

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#given = readGiven(folder);
  }

  /** Notes when impulses were that were signed; each hour has a file. */
  signed(timesMicroseconds: readonly number[]): void {
    for (const [hour, times] of Map.groupBy(timesMicroseconds, (time) => Math.floor(time / hourMicroseconds)))
      appendFileSync(join(this.#folder, `${hour}.signed`), times.map((time) => `${time}\n`).join(''), { mode: 0o600 });
  }

  /** Null where a sound may leave, which is then on record as given; it may be sent again as it was. */
  take({ fromMicroseconds, seconds }: SoundSpan, nowMilliseconds: number): Withheld | null {
    const why = this.#fault({ fromMicroseconds, seconds }, nowMilliseconds);
    if (why !== null) {
      this.#withheld.push(nowMilliseconds);
      return why;
    }
    if (this.#given.some((each) => each.fromMicroseconds === fromMicroseconds && each.seconds === seconds)) return null;
    this.#given.push({ fromMicroseconds, seconds, atMilliseconds: nowMilliseconds });
    writeDurably(this.#folder, 'given.json', JSON.stringify(this.#given));
    return null;
  }

  /** How many sounds it was asked for and did not give, in the day before. */
  withheld(nowMilliseconds: number): number {
    this.#withheld = this.#withheld.filter((at) => nowMilliseconds - at < dayMilliseconds);
    return this.#withheld.length;
  }

  /** Forgets impulses of which no sound is kept any more. */
  trim(nowMicroseconds: number): void {
    const oldest = Math.floor((nowMicroseconds - lateHoursMax * hourMicroseconds) / hourMicroseconds);
    for (const name of readdirSync(this.#folder)) {
      const found = /^(\d+)\.signed$/.exec(name);
      if (found && Number(found[1]) < oldest) rmSync(join(this.#folder, name), { force: true });
    }
  }

  #fault(span: SoundSpan, nowMilliseconds: number): Withheld | null {
    const { fromMicroseconds, seconds } = span;
    if (!(seconds > 0 && seconds <= soundSecondsMax)) return 'too-long';
    if (!this.#holdsImpulse(span)) return 'no-impulse';
    // A clock set back gives nothing more than one that goes on.
    this.#given = this.#given.filter(({ atMilliseconds }) => nowMilliseconds - atMilliseconds < dayMilliseconds);
    if (this.#given.some((each) => each.fromMicroseconds === fromMicroseconds && each.seconds === seconds)) return null;
    const near = this.#given.some((each) => Math.abs(each.fromMicroseconds - fromMicroseconds) < apartMicroseconds);
    return near || this.#given.length >= soundsADayMax ? 'too-many' : null;
  }

  #holdsImpulse({ fromMicroseconds, seconds }: SoundSpan): boolean {
    const until = fromMicroseconds + seconds * 1e6;
    const hours = [fromMicroseconds, until].map((time) => Math.floor(time / hourMicroseconds));
    return [...new Set(hours)].some((hour) =>
      readTimes(join(this.#folder, `${hour}.signed`)).some((time) => time >= fromMicroseconds && time <= until),
    );
  }
}

function readTimes(file: string): number[] {
  try {
    // The last line may be part of a time, where the power went.
    return readFileSync(file, 'utf8').split('\n').slice(0, -1).map(Number);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function readGiven(folder: string): Given {
  let text: string;
  try {
    text = readFileSync(join(folder, 'given.json'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  const given = parse(text);
  if (Value.Check(givenSchema, given)) return given;
  // It is written whole or not at all, so that somebody changed it: as if all of a day had been given, and impulses are heard as ever.
  return Array.from({ length: soundsADayMax }, () => ({ ...nothing, atMilliseconds: Date.now() }));
}

const nothing = { fromMicroseconds: 0, seconds: 0 };

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
