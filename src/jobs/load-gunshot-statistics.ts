import type pg from 'pg';
import { deskStatistics } from '../acoustics/desk-statistics.ts';
import type { GunshotStatistics } from '../model/gunshot-desk.ts';
import { findDeskTimes } from '../store/gunshot-desk.ts';

/** A call about an incident is received so near in time and place. */
const callMinutes = 15;
const callMeters = 500;
/** What vendors of such systems claim to place a shot within. */
const placedMeters = 25;
const incidentsMax = 5_000;

/** How fast the desk was over a span of time, of its newest five thousand incidents. */
export async function loadGunshotStatistics(
  client: pg.ClientBase,
  agencyId: number,
  span: { from: number; before: number },
): Promise<GunshotStatistics> {
  const times = await findDeskTimes(client, agencyId, {
    ...span,
    minutes: callMinutes,
    meters: callMeters,
    placedMeters,
    limit: incidentsMax,
  });
  return deskStatistics(
    times.map((each) => {
      const after = (at: number | null) => (at === null ? null : (at - each.firstMicroseconds) / 1e6);
      return {
        openedSeconds: after(each.openedMicroseconds)!,
        placedSeconds: after(each.placedMicroseconds),
        acknowledgedSeconds: after(each.acknowledgedMicroseconds),
        decidedSeconds: after(each.decidedMicroseconds),
        sceneSeconds: after(each.sceneMicroseconds),
        decision: each.decision,
        found: each.found,
      };
    }),
  );
}
