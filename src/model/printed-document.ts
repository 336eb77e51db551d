/** A document as it is printed, told as data: what computes it knows no page, and what draws it knows no record. */
export interface PrintedDocument {
  readonly language: 'en' | 'es';
  readonly title: string;
  readonly subtitle: string | null;
  /** Handling tags of all that is in it; none where none is recorded. */
  readonly handling: readonly string[];
  readonly purpose: string;
  /** Who had it made, and of which agency. */
  readonly madeBy: string;
  readonly agency: string;
  /** Instant, ISO 8601; shown in the zone beside it. */
  readonly madeAt: string;
  readonly timeZone: string;
  /** What every reader has to know before the first figure. */
  readonly caution: string | null;
  readonly blocks: readonly PrintedBlock[];
  /** What the numbers in square brackets of the text lead to: `[1]` is the first. */
  readonly sources: readonly string[];
}

export type PrintedBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string; readonly tone?: 'plain' | 'muted' | 'caution' }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | PrintedTable
  | PrintedBars
  | PrintedLines
  | PrintedMap
  | PrintedLives
  | PrintedChart
  | PrintedPictures
  | { readonly kind: 'new-page' };

export interface PrintedTable {
  readonly kind: 'table';
  /** Stands over it; empty where the heading says it already, as with charts. */
  readonly caption: string;
  readonly columns: readonly {
    readonly title: string;
    readonly align?: 'left' | 'right';
    /** Part of the width it takes, beside the parts of the others; 1 where nothing is said. */
    readonly width?: number;
  }[];
  readonly rows: readonly (readonly string[])[];
  /** What stands there when there is no row. */
  readonly empty: string;
}

/** The marks of the portal, by what they stand for. */
export type PrintedTone = 'accent' | 'sale' | 'unknown' | 'lead' | 'hit' | 'recovery' | 'trace';

export interface PrintedBars {
  readonly kind: 'bars';
  readonly caption: string;
  readonly bars: readonly {
    readonly label: string;
    readonly value: number;
    /** What the bar says in words, with its parts: `18 of 61, 7 unknown`. */
    readonly text: string;
    readonly tone?: PrintedTone;
  }[];
  /** Length of the longest possible bar; that of the longest there is where nothing is said. */
  readonly longest?: number;
}

export interface PrintedLines {
  readonly kind: 'lines';
  readonly caption: string;
  /** What stands under the axis, one for each value of each line. */
  readonly steps: readonly string[];
  /** A null breaks the line: nothing is known there. */
  readonly lines: readonly {
    readonly name: string;
    readonly values: readonly (number | null)[];
    readonly tone?: PrintedTone;
  }[];
  readonly unit: string;
}

/** Points of a plane, y downwards; longitude and latitude are projected before. */
export type PrintedPoint = readonly [x: number, y: number];

export interface PrintedMap {
  readonly kind: 'map';
  readonly caption: string;
  readonly shapes: readonly {
    readonly rings: readonly (readonly PrintedPoint[])[];
    /** How dark it is, 0 to 1; null where nothing is known: hatched. */
    readonly shade: number | null;
    /** Stands in its middle. */
    readonly label?: string;
  }[];
  readonly points: readonly { readonly at: PrintedPoint; readonly label: string; readonly tone: PrintedTone }[];
  /** What the shades say. */
  readonly legend: string;
}

/** Lines of time, one under the other on one scale: marks, and intervals of which nothing is recorded. */
export interface PrintedLives {
  readonly kind: 'lives';
  readonly caption: string;
  readonly lines: readonly {
    readonly label: string;
    /** By day number; `alone`: the mark in words, for who cannot see it. */
    readonly marks: readonly { readonly day: number; readonly shape: PrintedShape; readonly alone: string }[];
    /** Without a known begin where it is null. */
    readonly unknown: readonly { readonly from: number | null; readonly to: number }[];
  }[];
  /** What the marks say, in the order they are listed. */
  readonly legend: readonly { readonly shape: PrintedShape | 'unknown'; readonly text: string }[];
  /** What stands under the scale. */
  readonly ticks: readonly { readonly day: number; readonly text: string }[];
}

/** The marks of the portal on paper, never told apart by colour alone. */
export type PrintedShape = 'sale' | 'lead' | 'hit' | 'recovery' | 'trace' | 'theft' | 'other' | 'retracted';

/** What is tied to what. */
export interface PrintedChart {
  readonly kind: 'chart';
  readonly caption: string;
  /** Columns from left to right, each with what stands in it from top to bottom. */
  readonly columns: readonly {
    readonly title: string;
    readonly nodes: readonly { readonly id: string; readonly label: string }[];
  }[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly look: 'plain' | 'lead' | 'hit' | 'retracted';
    /** In words, for who cannot see it. */
    readonly alone: string;
  }[];
  readonly legend: string;
}

/** Pictures side by side, with what is marked on them. */
export interface PrintedPictures {
  readonly kind: 'pictures';
  readonly caption: string;
  readonly pictures: readonly {
    /** PNG, as wide as it is high. */
    readonly png: Uint8Array;
    readonly label: string;
    /** The picture in words, for who cannot see it. */
    readonly alone: string;
    /** In parts of the picture's side, 0 to 1. */
    readonly squares: readonly PrintedSquare[];
  }[];
  readonly legend: readonly string[];
}

export interface PrintedSquare {
  readonly at: PrintedPoint;
  readonly side: number;
  /** solid: congruent; dashed: not; hatched: not known. */
  readonly look: 'solid' | 'dashed' | 'hatched';
  /** Where a line leads from its middle; nowhere where null. */
  readonly to: PrintedPoint | null;
}
