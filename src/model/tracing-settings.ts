import type { CitySettings } from './city-settings.ts';

/** What a city may set for its tracing desk. */
export type TracingSettings = CitySettings['tracing'];

/** Holidays of a state beside the federal ones, `MM-DD`, and federal ones it does not keep, by name. */
export interface StateHolidays {
  readonly also: readonly string[];
  readonly not: readonly string[];
  /** The day after Thanksgiving is kept. */
  readonly dayAfterThanksgiving: boolean;
  /** The Friday before Easter is kept. */
  readonly goodFriday?: true;
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
 * Read off the law where `law` names it. In the others something is from memory, or from lists of single years: windows that hang on one of their
 * days are marked (`unsureHolidays`), to be checked by the city before they are relied upon. Other states: the federal days alone, likewise. What a
 * governor adds is known nowhere but where a city sets it.
 */
const stateHolidays: Readonly<Record<string, StateHolidays>> = {
  // The law has more legal holidays than its offices keep; these are those of the Maryland Manual's list of State employees, and 19 June by (a)(8).
  MD: {
    also: [],
    not: [],
    dayAfterThanksgiving: true,
    election: { years: 'even', since: 1880 },
    law: 'Maryland Code, General Provisions § 1-111; Maryland Manual',
  },
  // Election Day is in the place of Lee-Jackson Day, the Friday before the third Monday of January, from 2020 on.
  VA: {
    also: [],
    not: [],
    dayAfterThanksgiving: true,
    election: { years: 'every', since: 2020 },
    days: ['2015-01-16', '2016-01-15', '2017-01-13', '2018-01-12', '2019-01-18', '2020-01-17'],
    law: 'Code of Virginia § 2.2-3300',
  },
  // As executive offices keep them: Columbus Day is a holiday by § 6700 and they are open; on 19 June whoever works there may take the day for
  // another (Statutes of 2022, chapter 753), and they are open. Weekends by § 6701, of 11 November on a Saturday too.
  CA: {
    also: ['03-31'],
    not: ['Columbus Day', 'Juneteenth'],
    dayAfterThanksgiving: true,
    weekend: 'sunday',
    days: ['2017-11-10', '2023-11-10', '2028-11-10'],
    law: 'California Government Code § 19853, § 6701',
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
  // Return Day shuts offices of one county for an afternoon, and is left out.
  DE: {
    also: [],
    not: ['Washington’s Birthday', 'Columbus Day'],
    dayAfterThanksgiving: true,
    goodFriday: true,
    election: { years: 'even', since: 2010 },
    law: '1 Delaware Code § 501',
  },
  // Inauguration Day is not moved from a Saturday; in 2025 it was Martin Luther King Jr. Day as well.
  DC: {
    also: ['04-16'],
    not: [],
    dayAfterThanksgiving: false,
    days: ['2017-01-20', '2021-01-20'],
    law: 'D.C. Official Code § 1-612.02',
  },
  // West Virginia Code § 2-2-1; primaries by § 3-5-1, that of 2020 as it was put off. 19 June and half days are by proclamation, so that no law stands here.
  WV: {
    also: ['06-20'],
    not: [],
    dayAfterThanksgiving: true,
    election: { years: 'even', since: 1990 },
    days: ['2016-05-10', '2018-05-08', '2020-06-09', '2022-05-10', '2024-05-14', '2026-05-12'],
  },
  // A commission sets twelve days, three at Christmas among them (General Statutes § 126-4(5)): which are from lists of others.
  NC: {
    also: ['12-24', '12-26'],
    not: ['Washington’s Birthday', 'Columbus Day', 'Juneteenth'],
    dayAfterThanksgiving: true,
    goodFriday: true,
  },
  SC: {
    also: ['05-10', '12-24', '12-26'],
    not: ['Columbus Day', 'Juneteenth'],
    dayAfterThanksgiving: true,
    law: 'South Carolina Code § 53-5-10',
  },
  // O.C.G.A. § 1-4-1: the governor says each year which day stands for Washington's Birthday and when the state holidays are. Lists of 2024 and 2025
  // were read; those of other years, in which a day about Christmas is missing, were not.
  GA: {
    also: [],
    not: ['Washington’s Birthday'],
    dayAfterThanksgiving: true,
    goodFriday: true,
    days: ['2024-12-24', '2025-12-26'],
  },
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
