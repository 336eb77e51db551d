import type { CityWeights } from './city-index.ts';

/**
 * Weights before a city has outcomes of its own: directions as published (`city-index.ts`), sizes set by hand before anything was measured, in
 * halves and quarters. They carry no probability of any outcome.
 */
export const declaredWeights: CityWeights = {
  version: 'declared-1',
  intercept: 0,
  time: [0.5, 0.5, 1.5, 1],
  other: {
    'unrecorded-transfer': 1.5,
    'out-of-state': 0.5,
    'out-of-city': 0.25,
    'multiple-sale': 1.5,
    'obliterated-serial': 0.5,
    'dealer-rate': 1,
    'purchaser-other-firearms': 2,
    shootings: 0.25,
    'reported-stolen': -2,
  },
};
