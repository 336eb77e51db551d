import { fieldOf } from './column-field.ts';
import type { OpenSection } from './open-section.ts';
import { readDay } from './read-day.ts';

export interface OddCell {
  readonly column: string;
  readonly value: string;
}

/** Figures as dates have them: what else stands in a column of dates may be somebody's name or number. */
const dateFigures = /^(?!\d{3}-\d{2}-\d{4}$)[\d/.:+\sTZ-]{4,30}$/i;

/** The cell of a row that a warning about a date means, or null where none can be told; only dates are quoted. */
export function findOddDate(code: string, cells: readonly string[], open: OpenSection): OddCell | null {
  if (!code.startsWith('date.')) return null;
  const { about, layout, context } = open;
  for (const [at, column] of about.columns.entries()) {
    const kind = layout.fields[fieldOf(about.mapping, column) ?? '']?.kind;
    const value = cells[at]?.trim() ?? '';
    if ((kind !== 'date' && kind !== 'date-time') || !dateFigures.test(value)) continue;
    const warnings: string[] = [];
    readDay(value, context, warnings);
    if (warnings.includes(code)) return { column, value };
  }
  return null;
}
