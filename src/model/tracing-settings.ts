import type { CitySettings } from './city-settings.ts';

/** What a city may set for its tracing desk. */
export type TracingSettings = CitySettings['tracing'];

/** Holidays of a state beside the federal ones, `MM-DD`, and federal ones it does not keep, by name. */
export interface StateHolidays {
  readonly also: readonly string[];
  readonly not: readonly string[];
  /** The day after Thanksgiving is kept. */
  readonly dayAfterThanksgiving: boolean;
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
      days: of.map(({ on }) => on),
    };
  return calendars;
}

/**
 * From memory of the states' lists, not read off their statutes: to be checked by the city before a window near one of
 * these days is relied upon. Other states: the federal days alone.
 */
const stateHolidays: Readonly<Record<string, StateHolidays>> = {
  MD: { also: [], not: [], dayAfterThanksgiving: true },
  VA: { also: [], not: [], dayAfterThanksgiving: true },
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
