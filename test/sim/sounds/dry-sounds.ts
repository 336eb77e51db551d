import type { Random } from '../../../src/stats/random.ts';
import { banded, chirp, dryRateHz, friedlander, hammered, harmonics, hiss, nWave, ring, voice } from './sound-parts.ts';

/** What a street sounds of, each made by a simple physical model; as pressure near its source, its loudest peak 1. */
export const soundKinds = [
  'gunfire',
  'fireworks',
  'backfire',
  'hammering',
  'drilling',
  'helicopter',
  'thunder',
  'door',
  'voices',
  'engine',
  'dog',
  'siren',
  'music',
  'pop',
  'street',
] as const;
export type SoundKind = (typeof soundKinds)[number];

export const drySeconds = 2;

/** When each blast, bang or knock of the sound began, where it has any. */
export interface DrySound {
  readonly wave: Float64Array;
  readonly impulses: readonly number[];
}

type Maker = (wave: Float64Array, random: Random) => readonly number[];

export function drySound(kind: SoundKind, random: Random): DrySound {
  const wave = new Float64Array(drySeconds * dryRateHz);
  const impulses = makers[kind](wave, random);
  const most = wave.reduce((top, value) => Math.max(top, Math.abs(value)), 1e-12);
  for (let i = 0; i < wave.length; i++) wave[i]! /= most;
  return { wave, impulses };
}

const between = (random: Random, low: number, high: number) => low + (high - low) * random.next();
/** Even on a scale of ratios. */
const ratio = (random: Random, low: number, high: number) => low * (high / low) ** random.next();

/** Times from a first one on, to the end of the sound; each gap drawn anew. */
function times(first: number, most: number, gap: () => number): number[] {
  const list = [first];
  while (list.length < most && list.at(-1)! < drySeconds - 0.15) list.push(list.at(-1)! + gap());
  return list.filter((time) => time < drySeconds - 0.1);
}

const makers: Readonly<Record<SoundKind, Maker>> = {
  gunfire(wave, random) {
    const positive = ratio(random, 0.0003, 0.004);
    const pattern = random.next();
    const first = between(random, 0.1, pattern < 0.5 ? 1.5 : 0.7);
    const usual = pattern < 0.75 ? ratio(random, 0.17, 0.7) : between(random, 0.063, 0.133);
    const uneven = pattern < 0.75 ? 0.15 : 0.03;
    const most = pattern < 0.5 ? 1 : pattern < 0.75 ? random.between(2, 6) : random.between(3, 20);
    const shots = times(first, most, () => Math.max(0.06, usual * random.normal(1, uneven)));
    // A bullet faster than sound is heard before the blast where it passes.
    const ahead = random.chance(0.3) ? ratio(random, 0.004, 0.25) : 0;
    const ground = { after: ratio(random, 0.0005, 0.008), share: between(random, 0.3, 0.9) };
    for (const at of shots) {
      const loud = 10 ** (random.normal(0, 1.2) / 20);
      friedlander(wave, at, positive, loud);
      friedlander(wave, at + ground.after, positive * 1.1, loud * ground.share);
      if (ahead > 0 && at > ahead)
        nWave(wave, at - ahead, ratio(random, 0.0002, 0.0006), loud * ratio(random, 0.2, 1.5));
      // Gas that rushes after the blast, and the action of the firearm.
      hiss(wave, at + 0.001, 0.002, ratio(random, 0.004, 0.02), loud * between(random, 0.02, 0.2), random);
      if (random.chance(0.3))
        ring(wave, at + between(random, 0.02, 0.06), ratio(random, 1500, 6000), 0.004, loud * 0.01);
    }
    return shots;
  },

  fireworks(wave, random) {
    if (random.chance(0.4)) {
      const gap = ratio(random, 0.02, 0.2);
      const bangs = times(between(random, 0, 0.6), 80, () => Math.max(0.008, random.exponential(gap)));
      for (const at of bangs) friedlander(wave, at, ratio(random, 0.0001, 0.0006), 10 ** (random.normal(0, 5) / 20));
      return bangs;
    }
    const burst = between(random, 0.3, 1.5);
    const rises = random.chance(0.5);
    if (rises) {
      const from = Math.max(0, burst - between(random, 0.4, 1.4));
      chirp(
        wave,
        from,
        burst - 0.05,
        ratio(random, 900, 2000),
        ratio(random, 1500, 4500),
        between(random, 0.03, 0.3),
        random,
      );
    } else if (random.chance(0.5))
      friedlander(wave, Math.max(0, burst - between(random, 0.3, 1.4)), 0.006, between(random, 0.1, 0.5));
    friedlander(wave, burst, ratio(random, 0.002, 0.01), 1);
    hiss(wave, burst, 0.002, ratio(random, 0.02, 0.15), between(random, 0.02, 0.2), random);
    const crackles = random.chance(0.65)
      ? times(burst + between(random, 0.1, 0.5), 200, () => random.exponential(1 / ratio(random, 20, 200)))
      : [];
    const loud = ratio(random, 0.05, 0.7);
    for (const at of crackles)
      friedlander(wave, at, ratio(random, 0.0001, 0.0004), loud * 10 ** (random.normal(0, 5) / 20));
    return [burst, ...crackles];
  },

  backfire(wave, random) {
    const pipe = ratio(random, 50, 250);
    harmonics(wave, 0, drySeconds, pipe / 2, 12, between(random, 0.05, 0.3), 0.03, random);
    const bangs = times(between(random, 0.1, 1.2), random.between(1, 4), () => ratio(random, 0.08, 0.6));
    for (const at of bangs) {
      const loud = 10 ** (random.normal(0, 4) / 20);
      for (let n = 1; n <= 6; n++)
        ring(wave, at, pipe * n * random.normal(1, 0.02), ratio(random, 0.015, 0.09), loud / n);
      hiss(wave, at, 0.003, ratio(random, 0.01, 0.06), loud * between(random, 0.1, 0.6), random);
    }
    return bangs;
  },

  hammering(wave, random) {
    const nails = random.chance(0.4);
    const usual = nails ? ratio(random, 0.3, 1.5) : ratio(random, 0.22, 1.1);
    const knocks = times(between(random, 0, 0.6), random.between(1, 8), () => usual * random.normal(1, 0.06));
    const body = hammered(random, 6, 150, 4500, 0.004, 0.09);
    for (const at of knocks) {
      const loud = 10 ** (random.normal(0, 2) / 20);
      body(wave, at, loud);
      if (nails) {
        hiss(wave, at + 0.002, 0.001, ratio(random, 0.01, 0.05), loud * 0.6, random);
        body(wave, at + between(random, 0.02, 0.05), 0.3 * loud);
      }
    }
    return knocks;
  },

  drilling(wave, random) {
    const motor = ratio(random, 60, 600);
    if (random.chance(0.6)) {
      const period = 1 / between(random, 8, 32);
      const blows = times(0, 80, () => period * random.normal(1, 0.01));
      const body = hammered(random, 8, 200, 5500, 0.003, 0.03);
      for (const at of blows) {
        body(wave, at, random.normal(1, 0.1));
        hiss(wave, at, 0.001, period / 3, between(random, 0.2, 0.8), random);
      }
      harmonics(wave, 0, drySeconds, motor / 3, 20, between(random, 0.1, 0.8), 0.01, random);
      return [];
    }
    harmonics(wave, 0, drySeconds, motor, 25, 1, 0.01, random);
    banded(wave, 0, drySeconds, ratio(random, 800, 3000), 1.2, between(random, 0.2, 1.5), random);
    return [];
  },

  helicopter(wave, random) {
    const period = 1 / between(random, 9, 28);
    const slap = ratio(random, 0.003, 0.015);
    for (const at of times(0, 80, () => period * random.normal(1, 0.005))) {
      friedlander(wave, at, slap, random.normal(1, 0.12));
      hiss(wave, at, period / 4, period / 3, between(random, 0.05, 0.4), random);
    }
    harmonics(wave, 0, drySeconds, ratio(random, 300, 900), 5, between(random, 0.02, 0.3), 0.003, random);
    return [];
  },

  thunder(wave, random) {
    const corner = ratio(random, 50, 500);
    for (let n = random.between(1, 6); n > 0; n--) {
      const from = between(random, 0, 1.2);
      banded(
        wave,
        from,
        Math.min(drySeconds, from + ratio(random, 0.3, 1.5)),
        corner,
        1,
        ratio(random, 0.3, 1),
        random,
      );
    }
    if (random.chance(0.2))
      for (const at of times(between(random, 0.1, 0.8), 30, () => random.exponential(0.02)))
        friedlander(wave, at, ratio(random, 0.0005, 0.004), ratio(random, 0.5, 4));
    return [];
  },

  door(wave, random) {
    const shuts = times(between(random, 0.1, 1.2), random.between(1, 3), () => ratio(random, 0.3, 1));
    const panel = hammered(random, 6, 40, 400, 0.03, 0.15);
    const latch = hammered(random, 4, 900, 4000, 0.003, 0.02);
    for (const at of shuts) {
      panel(wave, at, 1);
      hiss(wave, at, 0.004, ratio(random, 0.01, 0.06), between(random, 0.1, 0.6), random);
      for (let n = random.between(0, 3); n > 0; n--)
        latch(wave, Math.max(0, at + between(random, -0.06, 0.08)), ratio(random, 0.05, 0.6));
    }
    return shuts;
  },

  voices(wave, random) {
    for (let n = random.chance(0.6) ? 1 : random.between(2, 6); n > 0; n--)
      voice(wave, ratio(random, 85, 600), ratio(random, 0.3, 1), random);
    return [];
  },

  engine(wave, random) {
    const fires = ratio(random, 18, 130);
    harmonics(wave, 0, drySeconds, fires, 30, 1, ratio(random, 0.005, 0.05), random);
    banded(wave, 0, drySeconds, ratio(random, 150, 1500), 1.5, between(random, 0.1, 1.2), random);
    if (random.chance(0.3))
      for (const at of times(0, 200, () => (1 / fires) * random.normal(1, 0.03)))
        hiss(wave, at, 0.001, 0.004, between(random, 0.2, 1), random);
    return [];
  },

  dog(wave, random) {
    const pitch = ratio(random, 250, 1000);
    const barks = times(between(random, 0, 0.8), random.between(1, 6), () => ratio(random, 0.25, 0.7));
    for (const at of barks) {
      const long = ratio(random, 0.06, 0.3);
      chirp(wave, at, at + long, pitch * random.normal(1, 0.05), pitch * between(random, 0.6, 1.3), 1, random);
      hiss(wave, at, ratio(random, 0.004, 0.02), long / 2, between(random, 0.1, 0.7), random);
    }
    return barks;
  },

  siren(wave, random) {
    if (random.chance(0.5)) {
      const pitch = ratio(random, 280, 500);
      const from = random.chance(0.6) ? between(random, 0.1, 1.2) : 0;
      const until = random.chance(0.5) ? drySeconds : Math.min(drySeconds, from + ratio(random, 0.15, 1.2));
      harmonics(wave, from, until, pitch, 14, 1, 0.001, random);
      harmonics(wave, from, until, pitch * between(random, 1.15, 1.3), 14, 0.8, 0.001, random);
      return [];
    }
    const sweep = ratio(random, 0.15, 2);
    for (let at = 0; at < drySeconds; at += sweep) {
      const [low, high] = [ratio(random, 500, 800), ratio(random, 900, 1700)];
      chirp(wave, at, Math.min(drySeconds, at + sweep / 2), low, high, 1, random);
      if (at + sweep / 2 < drySeconds)
        chirp(wave, at + sweep / 2, Math.min(drySeconds, at + sweep), high, low, 1, random);
    }
    return [];
  },

  music(wave, random) {
    const beat = ratio(random, 0.25, 0.7);
    for (let at = -between(random, 0, beat); at < drySeconds; at += beat / 2) {
      if (at < 0) continue;
      for (let n = random.between(1, 4); n > 0; n--)
        harmonics(
          wave,
          at,
          Math.min(drySeconds, at + beat * ratio(random, 0.5, 3)),
          55 * 2 ** (random.between(0, 48) / 12),
          8,
          ratio(random, 0.1, 0.5),
          0.001,
          random,
        );
      if (random.chance(0.4)) ring(wave, at, ratio(random, 50, 120), 0.12, between(random, 0.3, 1.5));
      if (random.chance(0.3)) hiss(wave, at, 0.002, ratio(random, 0.02, 0.12), between(random, 0.2, 1), random);
    }
    return [];
  },

  pop(wave, random) {
    const pops = times(between(random, 0.1, 1.4), random.between(1, 3), () => ratio(random, 0.2, 0.9));
    for (const at of pops) {
      const loud = 10 ** (random.normal(0, 4) / 20);
      friedlander(wave, at, ratio(random, 0.0001, 0.0015), loud * between(random, 0.2, 1));
      for (let n = random.between(1, 3); n > 0; n--)
        ring(wave, at, ratio(random, 150, 2500), ratio(random, 0.003, 0.03), loud * ratio(random, 0.1, 1));
      hiss(wave, at, 0.001, ratio(random, 0.002, 0.03), loud * between(random, 0.05, 0.6), random);
    }
    return pops;
  },

  street(wave, random) {
    banded(wave, 0, drySeconds, ratio(random, 100, 2000), 0.7, 1, random);
    for (let n = random.poisson(2); n > 0; n--)
      banded(
        wave,
        between(random, 0, 1.3),
        drySeconds - 0.1,
        ratio(random, 200, 4000),
        1,
        between(random, 0.3, 1.5),
        random,
      );
    return [];
  },
};
