import { useEffect, useRef, useState } from 'react';
import { levelsOf, type AlignedSound, type PlayedPart } from './aligned-sounds.ts';
import { atRate } from './read-sound.ts';

const rateMin = 8_000;
const fadeSeconds = 0.003;
/** One sensor left, one in the middle, one right: what came straight is heard at once from all, and echoes apart. */
const panOf = (at: number, count: number) => (count === 1 ? 0 : -0.85 + (1.7 * at) / (count - 1));

/** Plays aligned sounds together, or one of them; gives what plays and how far it is. */
export function usePlayer() {
  const context = useRef<AudioContext | null>(null);
  const sources = useRef<AudioBufferSourceNode[]>([]);
  const [playing, setPlaying] = useState<{ what: string; began: number; from: number } | null>(null);
  const stop = () => {
    for (const source of sources.current) {
      source.onended = null;
      source.stop();
    }
    sources.current = [];
    setPlaying(null);
  };
  useEffect(
    () => () => {
      for (const source of sources.current) source.onended = null;
      void context.current?.close();
    },
    [],
  );
  /** Makes ready to play while somebody presses a key: browsers let no sound begin by itself later. */
  const ready = () => {
    context.current ??= new AudioContext();
    void context.current.resume();
  };
  const play = (what: string, sounds: readonly AlignedSound[], part: PlayedPart, shotSeconds: readonly number[]) => {
    stop();
    if (sounds.length === 0) return;
    ready();
    const player = context.current!;
    const first = Math.min(...sounds.map(({ startsSeconds }) => startsSeconds));
    const zero = player.currentTime + 0.05 - first;
    const loudest = Math.max(
      ...sounds.map(({ sound }) => sound.samples.reduce((most, each) => Math.max(most, Math.abs(each)), 1e-4)),
    );
    sounds.forEach(({ sound, startsSeconds }, at) => {
      const { sampleRateHz, samples } = atRate(sound, rateMin);
      if (samples.length === 0) return;
      const buffer = player.createBuffer(1, samples.length, sampleRateHz);
      buffer.copyToChannel(new Float32Array(samples), 0);
      const source = player.createBufferSource();
      source.buffer = buffer;
      const gate = player.createGain();
      const pan = player.createStereoPanner();
      const level = player.createGain();
      level.gain.value = 0.7 / (loudest * Math.sqrt(sounds.length));
      pan.pan.value = panOf(at, sounds.length);
      for (const { atSeconds, level: to } of levelsOf(part, shotSeconds))
        gate.gain.setTargetAtTime(to, Math.max(player.currentTime, zero + atSeconds), fadeSeconds);
      source.connect(gate).connect(level).connect(pan).connect(player.destination);
      source.start(zero + startsSeconds);
      sources.current.push(source);
    });
    const last = sources.current.at(-1);
    if (last === undefined) return;
    last.onended = () => setPlaying(null);
    setPlaying({ what, began: performance.now() + 50, from: first });
  };
  return { playing, ready, play, stop };
}
