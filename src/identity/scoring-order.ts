import type { Model } from './learn-model.ts';

/** A field in the place it is counted, with the fields counted before it whose agreement may explain part of its own. */
export interface ScoringPlace {
  readonly field: number;
  /** Those that explain most first. */
  readonly explainers: readonly number[];
}

/** Fields whose agreement explains most of that of others come first; then those that say most, so that what is left is soonest seen not to be enough. */
export function scoringOrder(model: Model): ScoringPlace[] {
  const explains = model.explained.map((of) => of.reduce((sum, share) => sum + share, 0));
  const spread = model.m.map((levels, field) => bitsOf(model, field, 0) - bitsOf(model, field, levels.length - 1));
  const order = model.m
    .map((_, field) => field)
    .sort((x, y) => explains[y]! - explains[x]! || spread[y]! - spread[x]! || x - y);
  return order.map((field, at) => ({
    field,
    explainers: order
      .slice(0, at)
      .filter((g) => model.explained[g]![field]! > 0)
      .sort((g, h) => model.explained[h]![field]! - model.explained[g]![field]!),
  }));
}

const bitsOf = ({ m, u }: Model, field: number, level: number) => Math.log2(m[field]![level]! / u[field]![level]!);
