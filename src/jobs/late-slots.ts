import type { PulseBatch } from './pulse-stream.ts';

/** What is told of a batch once its slots are saved; not its pulses, of which a night late has more than memory. */
type Told = Pick<PulseBatch, 'confirm' | 'working'>;

export interface LateSlot {
  readonly slot: number;
  readonly cells: ReadonlySet<string>;
  readonly batches: ReadonlySet<Told>;
}

/** Slots of long ago that are to be located, newest first, with the batches that wait for them. */
export class LateSlots {
  readonly #waiting = new Map<number, { slot: number; cells: Set<string>; batches: Set<Told> }>();
  /** Of each batch, how many of its slots are not saved. */
  readonly #left = new Map<Told, number>();

  get waiting(): boolean {
    return this.#waiting.size > 0;
  }

  add({ confirm, working }: Told, slots: readonly { readonly cell: string; readonly slot: number }[]): void {
    const batch = { confirm, working };
    for (const { cell, slot } of slots) {
      let entry = this.#waiting.get(slot);
      if (entry === undefined) this.#waiting.set(slot, (entry = { slot, cells: new Set(), batches: new Set() }));
      entry.cells.add(cell);
      if (entry.batches.has(batch)) continue;
      entry.batches.add(batch);
      this.#left.set(batch, (this.#left.get(batch) ?? 0) + 1);
    }
  }

  /** The newest, which waits no longer: what comes of it from now on has it located again. */
  take(): LateSlot | null {
    if (this.#waiting.size === 0) return null;
    const newest = this.#waiting.keys().reduce((a, b) => Math.max(a, b));
    const entry = this.#waiting.get(newest)!;
    this.#waiting.delete(newest);
    return entry;
  }

  /** Confirms the batches that waited for nothing else. */
  async saved({ batches }: LateSlot): Promise<void> {
    for (const batch of batches) {
      const left = this.#left.get(batch)! - 1;
      if (left > 0) {
        this.#left.set(batch, left);
        continue;
      }
      this.#left.delete(batch);
      await batch.confirm();
    }
  }

  /** Says that all of them are still worked on. */
  async working(): Promise<void> {
    const [any] = this.#left.keys();
    await any?.working();
  }
}
