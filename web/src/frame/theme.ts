import { useSyncExternalStore } from 'react';
import { holdDrawings } from './hold-drawings.ts';

export type Theme = 'system' | 'light' | 'dark';

const storageKey = 'flashlight.theme';
const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();
let chosen: Theme = read();
let printing = false;
let letGo: (() => void) | null = null;

function read(): Theme {
  try {
    const stored = localStorage.getItem(storageKey);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}

function shown(): 'light' | 'dark' {
  if (printing) return 'light';
  return chosen === 'system' ? (systemIsDark.matches ? 'dark' : 'light') : chosen;
}

/** Puts the theme on the document; the tokens follow it. Called once before the first paint. */
export function applyTheme(): void {
  document.documentElement.dataset['theme'] = shown();
}

export function chooseTheme(theme: Theme): void {
  chosen = theme;
  try {
    if (theme === 'system') localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, theme);
  } catch {
    // A browser that keeps nothing still shows the choice until the page is closed.
  }
  applyTheme();
  for (const listener of listeners) listener();
}

systemIsDark.addEventListener('change', () => {
  applyTheme();
  for (const listener of listeners) listener();
});

/** Paper is light: canvases and maps are drawn anew before it is printed. */
function setPrinting(on: boolean): void {
  if (printing === on) return;
  printing = on;
  letGo?.();
  letGo = on ? holdDrawings() : null;
  applyTheme();
  for (const listener of listeners) listener();
}

window.addEventListener('beforeprint', () => setPrinting(true));
window.addEventListener('afterprint', () => setPrinting(false));

/** Whether the page is being made ready for paper: lists then hold all their rows. */
export function usePrinting(): boolean {
  return useSyncExternalStore(subscribe, () => printing);
}

/** Time a map takes to be drawn in other colours. */
const redrawMilliseconds = 700;
/** Time the rows of a list take that were not in view. */
const rowsMilliseconds = 60;

/** Prints the page in the colours of paper, once everything is drawn in them. */
export function printPage(): void {
  const wait = shown() === 'dark' ? redrawMilliseconds : rowsMilliseconds;
  setPrinting(true);
  window.setTimeout(() => window.print(), wait);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The theme chosen and the one shown. */
export function useTheme(): { chosen: Theme; shown: 'light' | 'dark' } {
  const key = useSyncExternalStore(subscribe, () => `${chosen} ${shown()}`);
  const [theme, visible] = key.split(' ') as [Theme, 'light' | 'dark'];
  return { chosen: theme, shown: visible };
}

/** The value of a colour token as the browser resolves it now, for canvases that know no CSS variables. */
export function tokenColour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
