/**
 * What a city may set for its tracing desk, with what holds where it has set nothing.
 *
 * **Source.** Of the targets: the National Crime Gun Intelligence
 * Governing Board asks for a request on the day of the ballistic entry, ATF's own goal was seven days. The rest are ours.
 * How long reports of multiple sales are kept is no setting of the program but of the store (`multiple_sale_policy`), so that
 * whoever can delete them cannot say when.
 */
export interface TracingSettings {
  /** Name of this state of the settings: stands in every certificate. */
  readonly version: string;
  /** Days from recovery to request that coverage is reported for. */
  readonly tracedWithinDays: readonly number[];
  /** Days from recovery by which a request is late. */
  readonly requestTargetDays: number;
  /** Days from request to result by which an answer is late. */
  readonly resultTargetDays: number;
  /** The same for urgent requests. */
  readonly urgentResultTargetDays: number;
  /** Holidays of a state beside the federal ones, `MM-DD`, and federal ones it does not keep, by name. */
  readonly stateHolidays: Readonly<Record<string, StateHolidays>>;
  /** What every form begins with. */
  readonly requester: Readonly<{ ori: string; department: string; mailingAddress: string; phone: string }>;
}

export interface StateHolidays {
  readonly also: readonly string[];
  readonly not: readonly string[];
  /** The day after Thanksgiving is kept. */
  readonly dayAfterThanksgiving: boolean;
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

export const tracingSettings: TracingSettings = {
  version: 'default-1',
  tracedWithinDays: [1, 5, 10],
  requestTargetDays: 1,
  resultTargetDays: 7,
  urgentResultTargetDays: 1,
  stateHolidays,
  requester: { ori: '', department: '', mailingAddress: '', phone: '' },
};
