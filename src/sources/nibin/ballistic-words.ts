import { plainText } from '../../model/values/plain-text.ts';

/**
 * Closed words of ballistic records, read from the many ways laboratories write them.
 *
 * **Source.** National Crime Gun Intelligence Governing Board, "Minimum Required Operating Standards for NIBIN sites"
 * (acquisition, lead, hit); AFTE, "Range of Conclusions" (identification, inconclusive, elimination, unsuitable).
 * **Limits.** Whole texts only: nothing is guessed from a word inside a longer text, because `NOT CONFIRMED` holds
 * `CONFIRMED`. A text that is not listed gives null.
 */

export type EvidenceKind = 'CASING' | 'BULLET' | 'FIREARM' | 'LIVE_ROUND' | 'FRAGMENT';
export type EventType = 'SCENE' | 'TEST_FIRE';
export type LinkKind = 'LEAD' | 'HIT';
export type Conclusion = 'IDENTIFICATION' | 'INCONCLUSIVE' | 'ELIMINATION' | 'UNSUITABLE';

const evidenceKinds = wordTable<EvidenceKind>({
  CASING:
    'CASING,CASINGS,CARTRIDGE CASE,CARTRIDGE CASES,CARTRIDGE CASING,CC,FCC,FIRED CARTRIDGE CASE,FIRED CASING,SHELL CASING,SHELL,SHELLS,SHOTSHELL,SPENT CASING,CASE,FIRED CARTRIDGE CASING,TEST FIRE,TEST FIRES,TEST FIRED CARTRIDGE CASE,TEST FIRED CASING',
  BULLET: 'BULLET,BULLETS,FIRED BULLET,PROJECTILE,PROJECTILES,SLUG,B',
  FIREARM: 'FIREARM,GUN,WEAPON,PISTOL,REVOLVER,RIFLE,SHOTGUN,TEST FIRED FIREARM,F',
  LIVE_ROUND: 'LIVE ROUND,LIVE ROUNDS,LIVE CARTRIDGE,UNFIRED CARTRIDGE,CARTRIDGE,CARTRIDGES,AMMUNITION,ROUND',
  FRAGMENT: 'FRAGMENT,FRAGMENTS,BULLET FRAGMENT,BULLET JACKET,JACKET,JACKET FRAGMENT,LEAD FRAGMENT,CORE',
});

const eventTypes = wordTable<EventType>({
  SCENE: 'SCENE,CRIME SCENE,EVIDENCE,SCENE EVIDENCE,INCIDENT,CRIME,CASEWORK,E,S,EV,FIELD EVIDENCE,CRIME SCENE EVIDENCE',
  TEST_FIRE: 'TEST FIRE,TESTFIRE,TEST FIRED,TEST FIRES,TF,T,TEST SHOT,TESTFIRED,TEST FIRED FIREARM,RECOVERED FIREARM',
});

const linkKinds = wordTable<LinkKind>({
  LEAD: 'LEAD,NIBIN LEAD,UNCONFIRMED,UNCONFIRMED LEAD,INVESTIGATIVE LEAD,POTENTIAL,POTENTIAL LINK,L,HIGH CONFIDENCE CANDIDATE',
  HIT: 'HIT,NIBIN HIT,CONFIRMED HIT,CONFIRMED,COLD HIT,WARM HIT,H,NIBIN CONFIRMED HIT',
});

const conclusions = wordTable<Conclusion>({
  IDENTIFICATION:
    'IDENTIFICATION,IDENTIFIED,IDENTIFY,IDENT,ID,SAME FIREARM,SAME SOURCE,FIRED IN SAME FIREARM,CONFIRMED,SOURCE IDENTIFICATION',
  INCONCLUSIVE: 'INCONCLUSIVE,INCONCLUSIVE A,INCONCLUSIVE B,INCONCLUSIVE C,INC,INCONC,UNDETERMINED',
  ELIMINATION:
    'ELIMINATION,ELIMINATED,EXCLUSION,EXCLUDED,DIFFERENT FIREARM,DIFFERENT SOURCE,ELIM,SOURCE EXCLUSION,NOT SAME FIREARM',
  UNSUITABLE: 'UNSUITABLE,UNSUITABLE FOR COMPARISON,INSUFFICIENT,NOT SUITABLE,NO VALUE,INSUFFICIENT FOR COMPARISON',
});

/** States a lead goes through, from the first on-screen review to feedback; `RETRACTED` where it was withdrawn. */
const statuses = wordTable({
  GENERATED: 'GENERATED,NEW,OPEN,PENDING,CREATED,PENDING REVIEW',
  PEER_REVIEWED: 'PEER REVIEWED,REVIEWED,SECOND REVIEW,PEER REVIEW',
  DISSEMINATED: 'DISSEMINATED,ISSUED,SENT,PUBLISHED,RELEASED,NOTIFIED,LEAD ISSUED',
  ACKNOWLEDGED: 'ACKNOWLEDGED,RECEIVED,OPENED',
  ASSIGNED: 'ASSIGNED',
  INVESTIGATED: 'INVESTIGATED,UNDER INVESTIGATION,INVESTIGATING,IN PROGRESS',
  CONFIRMATION_REQUESTED:
    'CONFIRMATION REQUESTED,PENDING CONFIRMATION,AWAITING CONFIRMATION,CONFIRMATION PENDING,REQUESTED CONFIRMATION',
  CONFIRMED_HIT: 'CONFIRMED HIT,CONFIRMED,HIT,HIT CONFIRMED,CONFIRMED BY EXAMINER,VERIFIED HIT',
  NOT_CONFIRMED: 'NOT CONFIRMED,NON CONFIRMED,NOT A HIT,REFUTED,ELIMINATED,UNABLE TO CONFIRM',
  INCONCLUSIVE: 'INCONCLUSIVE',
  OUTCOME: 'OUTCOME,OUTCOME RECORDED',
  FEEDBACK: 'FEEDBACK,FEEDBACK RECEIVED',
  CLOSED: 'CLOSED,COMPLETED,COMPLETE',
  RETRACTED: 'RETRACTED,WITHDRAWN,RESCINDED,CANCELLED,CANCELED,VOID',
});

export type LinkStatus = NonNullable<ReturnType<typeof cleanLinkStatus>>;

export const cleanEvidenceKind = (raw: string) => evidenceKinds.get(wordsOf(raw)) ?? null;
export const cleanEventType = (raw: string) => eventTypes.get(wordsOf(raw)) ?? null;
export const cleanLinkKind = (raw: string) => linkKinds.get(wordsOf(raw)) ?? null;
export const cleanConclusion = (raw: string) => conclusions.get(wordsOf(raw)) ?? null;
export const cleanLinkStatus = (raw: string) => statuses.get(wordsOf(raw)) ?? null;

function wordsOf(raw: string): string {
  return plainText(raw)
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim();
}

function wordTable<C extends string>(texts: Readonly<Record<C, string>>): ReadonlyMap<string, C> {
  const table = new Map<string, C>();
  for (const [code, list] of Object.entries(texts) as [C, string][]) {
    for (const text of list.split(',')) table.set(text, code);
  }
  return table;
}
