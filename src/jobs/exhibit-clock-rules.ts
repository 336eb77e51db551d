import type pg from 'pg';
import type { ClockRules, ExhibitStage, StageTarget } from '../exhibits/exhibit-clocks.ts';
import { stateCalendars } from '../model/tracing-settings.ts';
import { businessDaysElapsed } from '../exhibits/business-days-elapsed.ts';
import { loadCitySettings } from './load-city-settings.ts';

/** Where and when exhibits are looked at. */
export interface ExhibitLook {
  readonly agencyId: number;
  readonly timeZone: string;
  readonly now: string;
}

export type ExhibitRules = ClockRules & {
  readonly settingsVersion: number;
  readonly entryHours: number;
  /** Whether more business days lie between two moments than a correlation may take. */
  readonly correlationIsLate: (from: string, to: string) => boolean;
  readonly traceIsLate: (from: string, to: string) => boolean;
};

const dayMilliseconds = 86_400_000;

/** What exhibits are held against: the settings in force. */
export async function loadExhibitRules(client: pg.ClientBase, look: ExhibitLook): Promise<ExhibitRules> {
  const { settings, version } = await loadCitySettings(client, look.agencyId);
  const { ballistics, home, holidays, tracing } = settings;
  const calendar = home.state === null ? null : (stateCalendars(holidays)[home.state] ?? null);
  const hours = (of: number): StageTarget => ({ kind: 'hours', hours: of });
  const days = (of: number): StageTarget => ({ kind: 'business-days', days: of });
  const targets: Partial<Record<ExhibitStage, StageTarget>> = {
    'lab-entry': days(ballistics.entryBusinessDays),
    'collect-entry': hours(ballistics.entryTargetHours),
    'entry-correlation': days(ballistics.correlationBusinessDays),
    'collect-lead': hours(ballistics.leadTargetHours),
  };
  return {
    targets,
    calendar,
    timeZone: look.timeZone,
    now: look.now,
    settingsVersion: version,
    entryHours: ballistics.entryTargetHours,
    correlationIsLate: (from, to) =>
      businessDaysElapsed(from, to, {
        timeZone: look.timeZone,
        calendar,
        most: ballistics.correlationBusinessDays + 1,
      }) > ballistics.correlationBusinessDays,
    traceIsLate: (from, to) => Date.parse(to) - Date.parse(from) > tracing.requestTargetDays * dayMilliseconds,
  };
}
