import type { CitySettings } from './city-settings.ts';

/** What a city may set for its tracing desk. */
export type TracingSettings = CitySettings['tracing'];

/** Holidays of a state beside the federal ones, `MM-DD`, and federal ones it does not keep, by name. */
export interface StateHolidays {
  readonly also: readonly string[];
  readonly not: readonly string[];
  /** The day after Thanksgiving is kept. */
  readonly dayAfterThanksgiving: boolean;
  /** The Tuesday after the first Monday of November is kept, in even years alone or in every one, from a year on. */
  readonly election?: { readonly years: 'even' | 'every'; readonly since: number };
  /** What becomes of a holiday on a weekend: kept beside it as the federal ones are, on the Monday after a Sunday alone, or lost. */
  readonly weekend?: 'both' | 'sunday' | 'lost';
  /** The law the whole list was read off; left out where any of it is from memory. */
  readonly law?: string;
  /** Single days, `YYYY-MM-DD`, a city knows of beside these. */
  readonly days?: readonly string[];
}

/** The declared holidays of states with the days a city has set beside them. */
export function stateCalendars(
  set: readonly { readonly state: string; readonly on: string }[],
): Readonly<Record<string, StateHolidays>> {
  const calendars: Record<string, StateHolidays> = { ...stateHolidays };
  for (const [state, of] of Map.groupBy(set, (each) => each.state))
    calendars[state] = {
      ...(stateHolidays[state] ?? { also: [], not: [], dayAfterThanksgiving: false }),
      days: [...(stateHolidays[state]?.days ?? []), ...of.map(({ on }) => on)],
    };
  return calendars;
}

/**
 * Read off the law where `law` names it. The others are from memory but for what stands beside them: windows that hang on one of their days are
 * marked (`unsureHolidays`), to be checked by the city before they are relied upon. Other states: the federal days alone, likewise.
 */
const stateHolidays: Readonly<Record<string, StateHolidays>> = {
  // Elections: Maryland Code, General Provisions, § 1-111(a)(17); which legal holidays its offices keep is from memory.
  MD: { also: [], not: [], dayAfterThanksgiving: true, election: { years: 'even', since: 1880 } },
  // Elections: Code of Virginia § 2.2-3300, in the place of Lee-Jackson Day from 2020 on.
  VA: { also: [], not: [], dayAfterThanksgiving: true, election: { years: 'every', since: 2020 } },
  // Government Code § 19853, as executive offices keep them: Columbus Day is a holiday by § 6700 and they are open. Weekends by § 6701, of
  // 11 November on a Saturday too. Juneteenth is from memory, so that no law stands here.
  CA: {
    also: ['03-31'],
    not: ['Columbus Day'],
    dayAfterThanksgiving: true,
    weekend: 'sunday',
    days: ['2017-11-10', '2023-11-10', '2028-11-10'],
  },
  // The national holidays of (a), and of the state holidays of (b) those § 662.004(b) shuts offices on: they are open on the others, 19 June too.
  TX: {
    also: ['12-24', '12-26'],
    not: ['Columbus Day', 'Juneteenth'],
    dayAfterThanksgiving: true,
    weekend: 'lost',
    law: 'Texas Government Code § 662.003, § 662.004',
  },
  PA: { also: [], not: [], dayAfterThanksgiving: true },
  DE: { also: [], not: ['Washington’s Birthday', 'Columbus Day'], dayAfterThanksgiving: true },
  DC: { also: ['04-16'], not: [], dayAfterThanksgiving: false },
  WV: { also: ['06-20'], not: [], dayAfterThanksgiving: true },
  NC: { also: ['12-24', '12-26'], not: ['Washington’s Birthday', 'Columbus Day'], dayAfterThanksgiving: true },
  SC: { also: ['05-10', '12-24', '12-26'], not: ['Columbus Day'], dayAfterThanksgiving: true },
  GA: { also: [], not: ['Washington’s Birthday'], dayAfterThanksgiving: true },
};

/**
 * What holds for the tracing desk until a city signs its own.
 *
 * **Source.** The National Crime Gun Intelligence Governing Board asks for a request on the day of the ballistic entry, ATF's own goal was
 * seven days. The rest are ours.
 */
export const tracingSettingsDefault: TracingSettings = {
  tracedWithinDays: [1, 5, 10],
  requestTargetDays: 1,
  resultTargetDays: 7,
  urgentResultTargetDays: 1,
  requester: { ori: '', department: '', mailingAddress: '', phone: '' },
};

/** What a city may set for its ballistic exhibits. */
export type BallisticSettings = CitySettings['ballistics'];

/**
 * What holds for ballistic exhibits until a city signs its own.
 *
 * **Source.** The National Crime Gun Intelligence Governing Board asks for cartridge cases and firearms at the site within 24 hours of
 * collection and for a lead within 24 to 48; ATF's minimum required operating standards ask for entry within two business days of receipt,
 * a correlation within two of entry, and dissemination within 24 hours of the lead.
 */
export const ballisticSettingsDefault: BallisticSettings = {
  entryTargetHours: 24,
  leadTargetHours: 48,
  entryBusinessDays: 2,
  correlationBusinessDays: 2,
  disseminationTargetHours: 24,
  errorRates: '',
  inconclusives: '',
};

/** The law's days to the destruction of a report of a multiple sale (18 U.S.C. 923(g)(3)(B)). */
export const destructionDaysOfLaw = 20;
