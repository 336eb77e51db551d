import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { lateHoursMax } from '../model/sensor-packet.ts';

/** What a sensor sent would be refused after so long: it is let go, and counted. */
const keptMilliseconds = lateHoursMax * 3_600_000;
const packetsMax = 200_000;
/** Numbers are reserved ahead, so that none is given twice whenever the power goes. */
const reservedAtOnce = 1_000;

/** Writes a file so that after a cut of power it is there whole, or as it was. */
export function writeDurably(folder: string, name: string, content: string): void {
  const path = join(folder, name);
  const file = openSync(`${path}.new`, 'w', 0o600);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
  syncFolder(folder);
}

function syncFolder(folder: string): void {
  const opened = openSync(folder, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

/** Signed messages on the disk until the service has them, each a file named after its first number, in the order of their numbers. */
export class PacketQueue {
  readonly #folder: string;
  readonly #names: string[];
  #next: number;
  #reserved: number;
  /** Messages let go because they could not be sent in time, or were refused. */
  lost = 0;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#names = readdirSync(folder)
      .filter((name) => /^\d{16}\.packet$/.test(name))
      .sort();
    this.#reserved = readReserved(folder);
    this.#next = this.#reserved + 1;
  }

  get length(): number {
    return this.#names.length;
  }

  /** The first of so many numbers that no pulse of this sensor ever had. */
  take(count: number): number {
    const first = this.#next;
    this.#next += count;
    if (this.#next - 1 > this.#reserved) {
      this.#reserved = this.#next - 1 + reservedAtOnce;
      writeDurably(this.#folder, 'reserved', String(this.#reserved));
    }
    return first;
  }

  /** Keeps a message: once this returns, it outlasts a cut of power. */
  add(sequence: number, packet: string): void {
    const name = `${String(sequence).padStart(16, '0')}.packet`;
    writeDurably(this.#folder, name, `${Date.now()} ${packet}`);
    this.#names.push(name);
    while (this.#names.length > packetsMax) this.#drop(0);
  }

  /** The oldest messages that may still be sent. */
  oldest(count: number): { readonly name: string; readonly packet: string }[] {
    const found: { name: string; packet: string }[] = [];
    while (found.length < count && found.length < this.#names.length) {
      const at = found.length;
      const name = this.#names[at]!;
      const [written = '', packet = ''] = readFileSync(join(this.#folder, name), 'utf8').split(' ');
      if (Date.now() - Number(written) > keptMilliseconds) this.#drop(at);
      else found.push({ name, packet });
    }
    return found;
  }

  /** Forgets a message the service has. */
  done(name: string): void {
    const at = this.#names.indexOf(name);
    if (at < 0) return;
    this.#names.splice(at, 1);
    rmSync(join(this.#folder, name), { force: true });
  }

  /** Forgets a message the service never takes. */
  refused(name: string): void {
    const at = this.#names.indexOf(name);
    if (at >= 0) this.#drop(at);
  }

  #drop(at: number): void {
    const [name] = this.#names.splice(at, 1);
    rmSync(join(this.#folder, name!), { force: true });
    this.lost++;
  }
}

function readReserved(folder: string): number {
  try {
    return Number(readFileSync(join(folder, 'reserved'), 'utf8')) || 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}
