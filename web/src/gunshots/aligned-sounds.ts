import type { GunshotArrivals, GunshotSounds } from './gunshot-queries.ts';
import type { Sound } from './read-sound.ts';

/** A sound put to when its shots were fired: what a sensor heard of a shot stands at that shot's own time. */
export interface AlignedSound {
  readonly number: number;
  readonly sensor: string;
  readonly sound: Sound;
  /** When its first sample was, in seconds after the first shot, the way the sound went taken off. */
  readonly startsSeconds: number;
  /** How long sound was on its way. */
  readonly travelSeconds: number;
}

/** Sounds in the order of how near they were heard; those of sensors that heard no first shot cannot be aligned, and are left out. */
export function alignSounds(
  listed: GunshotSounds['items'],
  loaded: ReadonlyMap<number, Sound>,
  arrivals: GunshotArrivals,
): AlignedSound[] {
  const [shot] = arrivals.shots;
  if (shot === undefined) return [];
  return listed
    .flatMap(({ sound: number, sensor, startsMicroseconds }) => {
      const sound = loaded.get(number);
      const heard = shot.arrivals.find((each) => each.sensor === sensor);
      if (sound === undefined || heard === undefined || startsMicroseconds === null) return [];
      const travel = (heard.timeMicroseconds - shot.timeMicroseconds) / 1e6;
      const starts = (startsMicroseconds - shot.timeMicroseconds) / 1e6 - travel;
      return [{ number, sensor, sound, startsSeconds: starts, travelSeconds: travel }];
    })
    .toSorted((a, b) => a.travelSeconds - b.travelSeconds);
}

/** What of a sound is played: all, what came straight, or what came after it. */
export type PlayedPart = 'all' | 'direct' | 'echoes';

const directSeconds = 0.06;
const edgeSeconds = 0.004;

/** How loud a sound is at moments after the first shot, so that only a part of it is heard: steps of a level from 0 to 1. */
export function levelsOf(part: PlayedPart, shotSeconds: readonly number[]): { atSeconds: number; level: number }[] {
  if (part === 'all') return [];
  const [within, beyond] = part === 'direct' ? [1, 0] : [0, 1];
  const spans: { from: number; until: number }[] = [];
  for (const at of shotSeconds) {
    const last = spans.at(-1);
    if (last !== undefined && at - edgeSeconds <= last.until) last.until = at + directSeconds;
    else spans.push({ from: at - edgeSeconds, until: at + directSeconds });
  }
  return [
    { atSeconds: -Infinity, level: beyond },
    ...spans.flatMap(({ from, until }) => [
      { atSeconds: from, level: within },
      { atSeconds: until, level: beyond },
    ]),
  ];
}
