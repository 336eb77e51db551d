import type pg from 'pg';
import { kindPlans } from '../identity/compared-fields.ts';
import { differ, markNames, marksOf, type MarkName } from '../identity/contradictions.ts';
import { identityKeys } from '../identity/identity-keys.ts';
import { heldReason, modelReason } from '../identity/join-observations.ts';
import { Failure } from '../model/errors.ts';
import { parseEntityId } from '../model/ids.ts';
import { comparedKinds, type ComparedKind, type PairWhy } from '../model/identity.ts';
import type { Database } from '../store/database.ts';
import { contentsOfEntities } from '../store/identity-contents.ts';
import { findJudgementsOn, findRow, type RowInForce } from '../store/identity-review.ts';
import { modelInForce } from '../store/identity-models.ts';
import { findObservationOf } from '../store/judgements.ts';
import { findTypedRows } from '../store/records.ts';
import { followMerges } from '../store/search.ts';
import { identityIndexOf } from './identity-index.ts';
import { findKeptApart, shownApart } from './kept-apart.ts';
import { valuesByRow } from './record-observations.ts';
import { reviewSides, withContrary } from './review-sides.ts';
import { saidElsewhere } from './said-elsewhere.ts';
import { withoutEntities } from './review-queue.ts';

const markWords: Readonly<Record<MarkName, string>> = {
  serial: 'two serial numbers',
  type: 'a handgun and a long gun',
  calibre: 'two bores',
  action: 'a revolver and a pistol of another calibre',
  given: 'two given names',
  middle: 'two middle names',
  born: 'two birth dates',
  sex: 'two sexes',
  identifier: 'two numbers of one register',
  vin: 'two vehicle identification numbers',
  'vehicle-make': 'two makes of vehicle',
  'plate-day': 'days more than three years apart',
  'model-year': 'model years more than one apart',
};

/** Why two rows are held for one or not; null where one of them does not exist. Rows are `812-3`, or ids for their oldest row in force. */
export async function explainRows(
  database: Database,
  client: pg.ClientBase,
  agencyId: number,
  order: { readonly a: string; readonly b: string },
): Promise<PairWhy | null> {
  const [x, y] = [await rowOf(client, agencyId, order.a), await rowOf(client, agencyId, order.b)];
  if (!x || !y) return null;
  if (x.kind !== y.kind || !(comparedKinds as readonly string[]).includes(x.kind))
    throw new Failure(
      'judgement.not-comparable',
      `Expected two rows of one of the kinds ${comparedKinds.join(', ')}; got ${x.kind} and ${y.kind}.`,
    );
  const kind: ComparedKind = x.kind;
  const model = await modelInForce(client, agencyId, kind);
  if (!model)
    throw new Failure(
      'identity.no-model',
      `Expected a model in force of the kind ${kind}; there is none. An analyst has one learnt on the page of identity, and another person signs it.`,
    );
  const [a, b] = await reviewSides(client, agencyId, [x, y]);
  const index = await identityIndexOf(database, client, agencyId, model);
  const explained = x.content === null || y.content === null ? null : index.explain(x.content, y.content);
  const typed = valuesByRow(await findTypedRows(client, agencyId, [x.record, y.record]));
  const values = [x, y].map(({ record, ordinal }) => typed.get(`${record}-${ordinal}`) ?? {});
  const marks = values.map((of) => marksOf(kind, of));
  const theirs = new Set(identityKeys(kind, values[1]!).map(({ key }) => key));
  const keys = [
    ...new Set(identityKeys(kind, values[0]!).flatMap(({ key, reason }) => (theirs.has(key) ? [reason] : []))),
  ];
  const contradictions = markNames.filter((name) => {
    const [p, q] = [marks[0]![name], marks[1]![name]];
    return p !== undefined && q !== undefined && differ[name](p, q);
  });
  const judgements = (
    await withContrary(client, agencyId, await findJudgementsOn(client, agencyId, [x.entity, y.entity]))
  ).filter((each) => [each.entityA, each.entityB].every((entity) => entity === x.entity || entity === y.entity));
  const sameEntity = x.entity === y.entity;
  const bits = explained?.bits ?? 0;
  const apart = sameEntity ? null : (await findKeptApart(client, agencyId, kind, [{ a: x.entity, b: y.entity }]))[0]!;
  const alone = because({ sameEntity, x, y, keys, bits, acceptBits: model.acceptBits, judgements });
  const said = sameEntity ? null : await contentsOfEntities(client, agencyId, [x.entity, y.entity]);
  return {
    kind,
    a: a!,
    b: b!,
    model: model.model,
    priorBits: explained?.priorBits ?? 0,
    steps: explained ? explained.steps.map((step) => ({ ...step })) : [],
    bits,
    acceptBits: model.acceptBits,
    reviewBits: model.reviewBits,
    sameEntity,
    because: alone ?? apart!.because,
    asked: sameEntity || !explained ? [] : [...(kindPlans[kind].asks?.(explained.steps)?.because ?? [])],
    elsewhere: said
      ? saidElsewhere(index.across({ a: said.get(x.entity)!, b: said.get(y.entity)! }), explained?.steps ?? [])
      : [],
    ...shownApart(apart, alone === null),
    keys,
    contradictions: contradictions.map((name) => markWords[name]),
    judgements: judgements.map(withoutEntities),
  };
}

/** What the two rows alone say of it; null where what keeps them apart is to be looked for among all rows of both sides. */
function because(of: {
  sameEntity: boolean;
  x: RowInForce;
  y: RowInForce;
  keys: readonly string[];
  bits: number;
  acceptBits: number | null;
  judgements: readonly { readonly a: string; readonly b: string; readonly verdict: string; readonly state: string }[];
}): string | null {
  const judged = (verdict: string) =>
    of.judgements.some((each) => each.verdict === verdict && each.state === 'IN_FORCE');
  if (of.sameEntity) {
    if (of.x.record === of.y.record && of.x.ordinal === of.y.ordinal) return 'It is one row.';
    const rows = [of.x, of.y].map(({ record, ordinal }) => `${record}-${ordinal}`);
    const these = of.judgements.filter(({ a, b }) => rows.includes(a) && rows.includes(b));
    if (these.some(({ verdict, state }) => verdict === 'same' && state === 'IN_FORCE'))
      return 'A person judged them the same.';
    if (of.keys.length > 0) return `Both rows share the ${of.keys[0]}.`;
    if (of.x.joinedBy === modelReason || of.y.joinedBy === modelReason)
      return 'A model holds them for one: their fields agree far beyond chance.';
    if (of.x.joinedBy === heldReason || of.y.joinedBy === heldReason)
      return 'A person judged their entity the same as another, with all the rows it held.';
    return 'Other rows of the same entity tie them together.';
  }
  if (judged('different')) return 'A person judged them different.';
  if (of.judgements.some((each) => each.verdict === 'same' && each.state === 'WAITING'))
    return 'A person judged them the same; a second person must agree first.';
  if (of.acceptBits === null) return 'Things of this kind are joined by exact keys and by people alone.';
  if (of.bits < of.acceptBits) return 'Too little speaks for it for a model to join them by itself.';
  return null;
}

async function rowOf(client: pg.ClientBase, agencyId: number, text: string): Promise<RowInForce | null> {
  const id = parseEntityId(text);
  if (!id) {
    const [record, ordinal] = text.split('-').map(Number) as [number, number];
    return findRow(client, agencyId, { record, ordinal });
  }
  const [entity] = await followMerges(client, agencyId, [id.number]);
  const oldest = await findObservationOf(client, agencyId, entity!, null);
  return oldest?.kind === id.kind ? findRow(client, agencyId, oldest) : null;
}
