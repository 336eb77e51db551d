import type pg from 'pg';
import type { NibinNotice, NibinNotices } from '../model/nibin.ts';
import { localDay } from '../model/values/local-time.ts';
import { countOwnNibinNotices, findOwnNibinNotices, type StoredNibinNotice } from '../store/nibin-notices.ts';

/** What a person has to know of NIBIN leads they received, and what somebody has to send outside. */
export async function loadNibinNotices(
  client: pg.ClientBase,
  { agencyId, actor }: { readonly agencyId: number; readonly actor: string },
  { open, limit, timeZone }: { readonly open: boolean; readonly limit: number; readonly timeZone: string },
): Promise<NibinNotices> {
  const found = await findOwnNibinNotices(client, agencyId, { person: actor, open, limit });
  return {
    notices: found.map((each) => noticeOf(each, timeZone)),
    ...(await countOwnNibinNotices(client, agencyId, actor)),
  };
}

const became: Readonly<Record<NibinNotice['change'], string>> = {
  RETRACTED: 'is withdrawn: an error was found. Nothing should rest on it',
  WITHDRAWN_ELSEWHERE:
    'is withdrawn by another source that tells of the same tie: the network or a laboratory. It holds for nothing until that is settled, and nothing should rest on it',
  NOT_CONFIRMED:
    'was not confirmed: a firearms examiner eliminated it on the specimens. It is withdrawn, and nothing should rest on it',
  INCONCLUSIVE:
    'could not be confirmed: the examination was inconclusive. It remains a possible association and no more',
  CONFIRMED_HIT:
    'was confirmed: a firearms examiner concluded so on the specimens, and another verified it. See the report and its limitations',
};

/** The letter to whoever received the lead. */
export function noticeOf({ givenAt, ...notice }: StoredNibinNotice, timeZone: string): NibinNotice {
  return {
    ...notice,
    text: `NIBIN lead ${notice.number}, which you received on ${localDay(givenAt, timeZone)}, ${became[notice.change]}. Tell whoever you passed it on to.`,
  };
}
