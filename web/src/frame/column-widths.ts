import { useState } from 'react';

/** How narrow a column may be made, and how far one press of an arrow key moves its edge. */
export const columnPixelsMin = 48;
export const columnPixelsMax = 1200;
export const columnPixelsStep = 16;

type Widths = Readonly<Record<string, number>>;

const keyOf = (table: string) => `flashlight.columns.${table}`;

function readWidths(table: string): Widths {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(table)) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(
      Object.entries(kept).filter((entry): entry is [string, number] => Number.isFinite(entry[1])),
    );
  } catch {
    return {};
  }
}

/** Widths a reader gave the columns of a list, kept in this browser; none where the browser sets them. */
export function useColumnWidths(table: string): [Widths, (widths: Widths) => void] {
  const [widths, setWidths] = useState(() => readWidths(table));
  return [
    widths,
    (next) => {
      setWidths(next);
      try {
        if (Object.keys(next).length === 0) localStorage.removeItem(keyOf(table));
        else localStorage.setItem(keyOf(table), JSON.stringify(next));
      } catch {
        // Holds until the page is closed.
      }
    },
  ];
}
