import { weightedKeys } from './weighted-choice.ts';

/** The corridor: traffickers go out of state two times in three. */
export const corridorStates = weightedKeys({
  MD: 1_700,
  VA: 1_080,
  PA: 440,
  WV: 390,
  GA: 330,
  NC: 300,
  SC: 210,
  DE: 160,
  FL: 170,
  TX: 80,
  OH: 60,
  AL: 60,
  TN: 50,
  KY: 40,
});
