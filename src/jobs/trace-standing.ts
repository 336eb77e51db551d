import type { CitySettings, SettingsVersion } from '../model/city-settings.ts';
import type { DealersAnswer } from '../model/dealer-standing.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import type { IndexMode, TraceIndex } from '../model/trace-index.ts';
import { stateCalendars, type StateHolidays } from '../model/tracing-settings.ts';
import type { TraceFlag } from '../model/trace-page.ts';
import { dealersAnswer } from '../trafficking/dealer-standing.ts';
import { referenceVersion } from '../trafficking/reference-index.ts';
import type { TraceStanding } from '../trafficking/select-traces.ts';
import { traceContexts, type TraceContext } from '../trafficking/trace-context.ts';
import { traceFlags } from '../trafficking/trace-flags.ts';
import { tracesProper } from '../trafficking/trace-measures.ts';
import { byCity, byReference } from './index-traces.ts';
import type { FactsOfFirearms } from './load-trace-facts.ts';

/** The published index until somebody signed weights: those declared are nobody's. */
export function defaultModeOf(settingsVersion: number): IndexMode {
  return settingsVersion > 0 ? 'city' : 'reference';
}

/** Answers held at once. */
const answersMost = 40;

/** What is computed of all facts of an agency, each once and when it is first asked for. */
export class FactsStanding {
  readonly facts: FactsOfFirearms;
  readonly proper: readonly TraceFacts[];
  readonly settings: CitySettings;
  /** Which index is shown where nobody asks for one: the published one until the city signed its own (docs/adr/0030). */
  readonly defaultMode: IndexMode;
  readonly #indexes = new Map<IndexMode, ReadonlyMap<string, TraceIndex>>();
  readonly #dealers = new Map<number, DealersAnswer>();
  readonly #answers = new Map<string, unknown>();
  #calendars: Readonly<Record<string, StateHolidays>> | null = null;
  #flags: ReadonlyMap<string, readonly TraceFlag[]> | null = null;
  #contexts: ReadonlyMap<string, TraceContext> | null = null;
  #byNumber: ReadonlyMap<string, TraceFacts> | null = null;

  constructor(facts: FactsOfFirearms, { settings, version }: Pick<SettingsVersion, 'settings' | 'version'>) {
    this.facts = facts;
    this.proper = tracesProper(facts.traces);
    this.settings = settings;
    this.defaultMode = defaultModeOf(version);
  }

  index(mode: IndexMode): ReadonlyMap<string, TraceIndex> {
    let held = this.#indexes.get(mode);
    if (held === undefined) {
      const { weights, home } = this.settings;
      // Of several firearms with one number the last is the index's, as it is the context's.
      const contexts = () => this.proper.map(({ traceNumber }) => this.contexts.get(traceNumber)!);
      const indexes = mode === 'city' ? byCity(this.proper, weights, contexts()) : byReference(this.proper, home.state);
      held = new Map(indexes.map((index) => [index.traceNumber, index]));
      this.#indexes.set(mode, held);
    }
    return held;
  }

  get flags(): ReadonlyMap<string, readonly TraceFlag[]> {
    return (this.#flags ??= traceFlags(this.facts.traces));
  }

  /** The trace that is no duplicate and was not cancelled; of several firearms with one number that the index is of. */
  traceOf(traceNumber: string): TraceFacts | undefined {
    this.#byNumber ??= new Map(this.proper.map((trace) => [trace.traceNumber, trace]));
    return this.#byNumber.get(traceNumber);
  }

  get contexts(): ReadonlyMap<string, TraceContext> {
    if (this.#contexts === null) {
      const contexts = traceContexts(this.proper);
      this.#contexts = new Map(this.proper.map(({ traceNumber }, at) => [traceNumber, contexts[at]!]));
    }
    return this.#contexts;
  }

  dealers(top: number): DealersAnswer {
    let held = this.#dealers.get(top);
    if (held === undefined) {
      held = dealersAnswer(this.proper, top);
      this.#dealers.set(top, held);
    }
    return held;
  }

  /** Holidays of states as the city has them. */
  get calendars(): Readonly<Record<string, StateHolidays>> {
    return (this.#calendars ??= stateCalendars(this.settings.holidays));
  }

  /** An answer made of what is held: of several that ask for the same, one makes it. */
  once<T>(key: string, make: () => T): T {
    if (!this.#answers.has(key)) {
      if (this.#answers.size >= answersMost) this.#answers.clear();
      this.#answers.set(key, make());
    }
    return this.#answers.get(key) as T;
  }

  /** Which formula and weights an index is by. */
  version(mode: IndexMode): string {
    return mode === 'city' ? this.settings.weights.version : referenceVersion;
  }

  standing(mode: IndexMode = this.defaultMode): TraceStanding {
    return { index: this.index(mode), flags: this.flags };
  }
}
