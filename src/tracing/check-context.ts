import type { Checked } from '../model/tracing.ts';
import type { FormKey, TraceRequestForm } from '../model/trace-request-form.ts';

/** What a form is held against: counted of what the agency's own records say, and the day. */
export interface CheckContext {
  /** `YYYY-MM-DD`, local to the agency. */
  readonly today: string;
  /** Serial numbers seen of the maker, by how many characters they have. */
  readonly serialLengths: readonly Counted<number>[];
  /** Calibre codes seen of the maker and model. */
  readonly calibresOfModel: readonly Counted<string>[];
  /** NCIC type codes seen of the maker and model. */
  readonly typesOfModel: readonly Counted<string>[];
  /** Whether a licensee that only sells firearms bears the name given as manufacturer. */
  readonly manufacturerIsDealer: boolean;
  /** Other requests and traces of the same serial number and make within the agency. */
  readonly sameFirearm: readonly {
    readonly kind: 'open-request' | 'closed-request' | 'trace';
    readonly number: string;
    readonly on: string | null;
  }[];
}

export interface Counted<T> {
  readonly value: T;
  readonly seen: number;
}

/** One check: what it finds in a form, or null. */
export type RequestCheck = (form: TraceRequestForm, context: CheckContext) => Checked | null;

export const error = (code: string, fields: readonly FormKey[], says: string, todo: string): Checked => ({
  code,
  level: 'error',
  fields: [...fields],
  says,
  todo,
});

export const warning = (code: string, fields: readonly FormKey[], says: string, todo: string): Checked => ({
  ...error(code, fields, says, todo),
  level: 'warning',
});
