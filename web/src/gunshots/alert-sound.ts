import { useSyncExternalStore } from 'react';

const storageKey = 'flashlight.alert-sound';
const listeners = new Set<() => void>();
let on = read();
let context: AudioContext | null = null;

function read(): boolean {
  try {
    return localStorage.getItem(storageKey) === 'on';
  } catch {
    return false;
  }
}

/** Whether alerts are heard as well as seen: off until somebody turns it on, for a browser plays nothing unasked. */
export function useAlertSound(): [boolean, (on: boolean) => void] {
  const value = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => on,
  );
  return [
    value,
    (next) => {
      on = next;
      try {
        localStorage.setItem(storageKey, next ? 'on' : 'off');
      } catch {
        // Holds until the page is closed.
      }
      if (next) soundAlert();
      listeners.forEach((listener) => listener());
    },
  ];
}

/** Two short tones that are like no shot. */
export function soundAlert(): void {
  if (!on) return;
  context ??= new AudioContext();
  for (const [at, hertz] of [
    [0, 880],
    [0.18, 660],
  ] as const) {
    const tone = context.createOscillator();
    const level = context.createGain();
    tone.frequency.value = hertz;
    const from = context.currentTime + at;
    level.gain.setValueAtTime(0, from);
    level.gain.linearRampToValueAtTime(0.2, from + 0.01);
    level.gain.linearRampToValueAtTime(0, from + 0.15);
    tone.connect(level).connect(context.destination);
    tone.start(from);
    tone.stop(from + 0.16);
  }
}
