/**
 * Counts failed attempts by address: with `max` within `minutes` the next failure is told to wait until the oldest is that
 * old. FBI CJIS Security Policy 6.0, AC-7: five consecutive failures in 15 minutes.
 */
export class AttemptLimit {
  private readonly failures = new Map<string, number[]>();
  private readonly max: number;
  private readonly windowMilliseconds: number;

  constructor(limit: { max: number; minutes: number }) {
    this.max = limit.max;
    this.windowMilliseconds = limit.minutes * 60_000;
  }

  /** Seconds to wait before another failure is answered as one; 0 where it is now. */
  secondsToWait(address: string, now: Date): number {
    const recent = this.recent(address, now);
    if (recent.length < this.max) return 0;
    return Math.max(1, Math.ceil((recent[0]! + this.windowMilliseconds - now.getTime()) / 1000));
  }

  addFailure(address: string, now: Date): void {
    const recent = this.recent(address, now);
    recent.push(now.getTime());
    this.failures.set(address, recent.slice(-this.max));
    // Addresses are cheap to make up: forget the oldest ones.
    if (this.failures.size > 10_000) this.failures.delete(this.failures.keys().next().value!);
  }

  clear(address: string): void {
    this.failures.delete(address);
  }

  private recent(address: string, now: Date): number[] {
    return (this.failures.get(address) ?? []).filter((at) => at > now.getTime() - this.windowMilliseconds);
  }
}
