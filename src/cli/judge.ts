import { parseArgs } from 'node:util';
import type pg from 'pg';
import {
  confirmJudgement,
  judgeObservations,
  keepJudgement,
  withdrawJudgement,
  type JudgementOrder,
} from '../jobs/judge-observations.ts';
import { Failure } from '../model/errors.ts';
import { entityId, observationNumber, parseEntityId } from '../model/ids.ts';
import type { Database } from '../store/database.ts';
import { findContraryJudgements } from '../store/contrary-judgements.ts';
import { findJudgements, findObservationOf } from '../store/judgements.ts';
import { followMerges } from '../store/search.ts';
import { actingAs } from './acting-as.ts';
import { auditedRead } from './audited-read.ts';
import { refuseSocialSecurity } from '../model/refuse-social-security.ts';
import { UsageError, type Command } from './command.ts';
import { chooseAgency, storeOptions, withStore } from './open-store.ts';

type Verdict = JudgementOrder['verdict'];

const verdicts: readonly string[] = ['same', 'different', 'unsure'] satisfies Verdict[];

export const judgeCommand: Command = {
  name: 'judge',
  summary: 'Say that two rows speak of the same thing, or of two',
  help: `flashlight judge same|different|unsure A B --reason TEXT
flashlight judge list ID [--json]
flashlight judge confirm NUMBER
flashlight judge withdraw NUMBER [--reason TEXT]
flashlight judge keep NUMBER

A and B are ids, firearm:64, or what one row says of one, firearm:64@4711: row 4711 of the store.
An id alone stands for its oldest row in force. What is judged different stays apart whatever
keys the rows share. What is judged the same is one whatever the rows lack, with all that both
entities hold when it comes into force. Of two judgements that
contradict each other "different" holds, whichever was given first: the other says which stands
against it. A judgement holds for newer versions of the rows, and can be withdrawn: then all is
joined as if it had never been given. Making two persons one takes two: another person than who judged
them the same confirms it, here or in the portal. Taking back what others decided of persons takes two
as well: the first asks with --reason, and it holds until another one withdraws it too, or keeps it. Who you are is what \`flashlight account tie\` says of your
operating-system name; where it says nothing, that name is taken, and the audit says so.

Example: flashlight judge different firearm:64@4711 firearm:64 --reason "two photographs, two guns"`,
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...storeOptions, reason: { type: 'string' } },
    });
    if (values.reason !== undefined) refuseSocialSecurity(values.reason, '--reason');
    const [verb = '', a, b, ...rest] = positionals;
    if (verb === 'list') {
      const id = a === undefined || b !== undefined ? null : parseEntityId(a);
      if (!id) throw new UsageError('Expected one id, as in flashlight judge list firearm:64.');
      return withStore('judge', values, async (database) => {
        const { agencyId } = await chooseAgency(database, values.agency);
        const found = await auditedRead(
          database,
          agencyId,
          { action: 'judgement.list', subject: { id: a } },
          async (client) => {
            const given = await findJudgements(client, agencyId, id.number);
            const numbers = given.map((each) => each.judgement);
            const contrary = await findContraryJudgements(client, agencyId, numbers);
            return given.map((each) => ({ ...each, contrary: contrary.get(each.judgement) ?? [] }));
          },
        );
        if (values.json) io.json(found);
        else
          io.out(
            found
              .map(
                (each) =>
                  `${each.judgement}  ${each.verdict}  row ${each.recordA} and row ${each.recordB}  ${each.judgedBy}, ${each.judgedAt.slice(0, 10)}: ${each.reason}${each.withdrawnBy === null ? contraryNote(each) : `  (withdrawn by ${each.withdrawnBy})`}`,
              )
              .join('\n') || 'No judgement.',
          );
        return 0;
      });
    }
    if (verb === 'withdraw' || verb === 'confirm' || verb === 'keep') {
      const number = Number(a);
      if (b !== undefined || !Number.isSafeInteger(number) || number < 1)
        throw new UsageError('Expected the number of a judgement, as flashlight judge list tells it.');
      return withStore('judge', values, async (database) => {
        const { agencyId } = await chooseAgency(database, values.agency);
        const order = { action: `judgement.${verb}`, subject: { judgement: number } };
        const { said, actor } = await actingAs(database, agencyId, order, async () => undefined);
        io.err(said);
        if (verb === 'confirm') {
          await confirmJudgement(database, agencyId, number, actor);
          const contrary = await contraryTo(database, agencyId, number);
          io.out(
            contrary.length > 0
              ? describeGiven(number, 'same', contrary)
              : `Judgement ${number} is confirmed and in force.`,
          );
        } else if (verb === 'keep') {
          await keepJudgement(database, agencyId, number);
          io.out(`Judgement ${number} holds on.`);
        } else
          io.out(
            (await withdrawJudgement(database, agencyId, number, { by: actor, reason: values.reason })) === 'withdrawn'
              ? `Judgement ${number} is withdrawn.`
              : `Judgement ${number} holds until a second person withdraws it too: \`flashlight judge withdraw ${number}\`, given by somebody else, or the review page of the portal.`,
          );
        return 0;
      });
    }
    if (!verdicts.includes(verb) || a === undefined || b === undefined || rest.length > 0)
      throw new UsageError(
        `Expected ${verdicts.join(', ')} and two ids, list ID, confirm NUMBER, withdraw NUMBER or keep NUMBER.`,
      );
    const { reason } = values;
    if (!reason?.trim()) throw new UsageError('Expected --reason: a sentence on what the judgement rests on.');
    const [first, second] = [sideOf(a), sideOf(b)];
    return withStore('judge', values, async (database) => {
      const { agencyId } = await chooseAgency(database, values.agency);
      const order = { action: 'judgement.give', subject: { verdict: verb, a, b } };
      const who = await actingAs(database, agencyId, order, async (client) => [
        await observationOf(client, agencyId, first),
        await observationOf(client, agencyId, second),
      ]);
      io.err(who.said);
      const [x, y] = who.found;
      const judgement = await judgeObservations(database, agencyId, {
        a: x!,
        b: y!,
        verdict: verb as Verdict,
        reason,
        judgedBy: who.actor,
      });
      const contrary = await contraryTo(database, agencyId, judgement);
      if (values.json) io.json({ judgement, contrary });
      else
        io.out(
          first.kind === 'person' && verb === 'same'
            ? `Judgement ${judgement} waits for a second person: \`flashlight judge confirm ${judgement}\`, given by somebody else, or the review page of the portal.`
            : describeGiven(judgement, verb as Verdict, contrary),
        );
      return 0;
    });
  },
};

const contraryTo = (database: Database, agencyId: number, judgement: number) =>
  auditedRead(
    database,
    agencyId,
    { action: 'judgement.list', subject: { judgement } },
    async (client) => (await findContraryJudgements(client, agencyId, [judgement])).get(judgement) ?? [],
  );

/** What became of a judgement just given. */
function describeGiven(judgement: number, verdict: Verdict, contrary: readonly number[]): string {
  const takeBack = (number: number) => `\`flashlight judge withdraw ${number}\``;
  if (verdict === 'same' && contrary.length > 0)
    return `Judgement ${judgement} is on record but joins nothing: ${judgementsNamed(contrary)} (different) ${contrary.length === 1 ? 'stands' : 'stand'} against it, and "different" holds over "same", whichever was given first. ${contrary.map(takeBack).join(', ')} takes back what stands against it, ${takeBack(judgement)} this one.`;
  return `Judgement ${judgement} is in force${contrary.length > 0 ? `, over ${judgementsNamed(contrary)} (same), which joined the two` : ''}. ${takeBack(judgement)} takes it back.`;
}

function contraryNote({ verdict, contrary }: { verdict: Verdict; contrary: readonly number[] }): string {
  if (contrary.length === 0) return '';
  return verdict === 'same'
    ? `  (joins nothing: ${judgementsNamed(contrary)} ${contrary.length === 1 ? 'stands' : 'stand'} against it)`
    : `  (holds over ${judgementsNamed(contrary)})`;
}

const judgementsNamed = (numbers: readonly number[]) =>
  `${numbers.length === 1 ? 'judgement' : 'judgements'} ${numbers.join(', ')}`;

interface Side {
  readonly text: string;
  readonly kind: string;
  readonly number: number;
  readonly record: number | null;
}

function sideOf(text: string): Side {
  const [id = '', row, ...more] = text.split('@');
  const parsed = parseEntityId(id);
  const record = row === undefined ? null : Number(row);
  if (!parsed || more.length > 0 || (record !== null && !(Number.isSafeInteger(record) && record > 0)))
    throw new UsageError(`Expected an id such as firearm:64, or a row of one such as firearm:64@4711; got ${text}.`);
  return { text, kind: parsed.kind, number: parsed.number, record };
}

async function observationOf(client: pg.ClientBase, agencyId: number, { text, number, record }: Side): Promise<number> {
  const [entity] = await followMerges(client, agencyId, [number]);
  const found = await findObservationOf(client, agencyId, entity!, record);
  if (found && entityId(found.kind, number) === text.split('@')[0])
    return observationNumber(found.record, found.ordinal);
  throw new Failure(
    'judgement.not-comparable',
    `Expected a row in force that speaks of ${text}; there is none. \`flashlight firearm --json\` and the portal name the rows of each.`,
    { detail: { id: text } },
  );
}
