import { expect, test } from 'vitest';
import { madeDealer, madeTrace, soldAndRecovered } from '../../test/made-traces.ts';
import { usualRates } from './trace-context.ts';

test('a firearm recovered twice is short to a dealer where one of its recoveries was, whichever trace comes first', () => {
  const dealer = madeDealer(1);
  const of = (number: string, firearm: `firearm:${number}`, days: number) =>
    madeTrace(number, { ...soldAndRecovered('2014-01-01', days), dealer, firearm });
  const [late, early, other] = [of('T1', 'firearm:1', 3_653), of('T2', 'firearm:1', 59), of('T3', 'firearm:2', 3_000)];
  for (const traces of [
    [late, early, other],
    [early, late, other],
  ]) {
    const { usual, dealers } = usualRates(traces);
    expect([...dealers.get(dealer.id)!.values()]).toEqual([true, false]);
    expect(usual!.share).toBe(0.5);
  }
});
