import type { Model } from './learn-model.ts';

/** A field in the place it is counted, with the fields counted before it whose agreement may explain part of its own. */
export interface ScoringPlace {
  readonly field: number;
  /** Those that explain most first. */
  readonly explainers: readonly number[];
  /** Homes that people born together share, who may share this birth date. */
  readonly ofOneBirth: readonly number[];
}

/** Fields whose agreement explains most of that of others come first; then those that say most, so that what is left is soonest seen not to be enough. */
export function scoringOrder(model: Model): ScoringPlace[] {
  const sum = (shares: Float64Array = new Float64Array()) => shares.reduce((before, share) => before + share, 0);
  const explains = model.explained.map((of, field) => sum(of) + sum(model.twins?.shares[field]));
  const spread = model.m.map((levels, field) => bitsOf(model, field, 0) - bitsOf(model, field, levels.length - 1));
  const order = model.m
    .map((_, field) => field)
    .sort((x, y) => explains[y]! - explains[x]! || spread[y]! - spread[x]! || x - y);
  const before = (at: number, shares: readonly Float64Array[]) =>
    order
      .slice(0, at)
      .filter((g) => shares[g]![order[at]!]! > 0)
      .sort((g, h) => shares[h]![order[at]!]! - shares[g]![order[at]!]!);
  return order.map((field, at) => ({
    field,
    explainers: before(at, model.explained),
    ofOneBirth: model.twins === null ? [] : before(at, model.twins.shares),
  }));
}

const bitsOf = ({ m, u }: Model, field: number, level: number) => Math.log2(m[field]![level]! / u[field]![level]!);
