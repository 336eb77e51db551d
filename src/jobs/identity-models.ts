import type pg from 'pg';
import { suggestThreshold } from '../identity/label-figures.ts';
import { Failure } from '../model/errors.ts';
import type { ComparedKind, IdentityModel, IdentityModelPage, IdentityModels } from '../model/identity.ts';
import type { Database } from '../store/database.ts';
import { findModel, findModels, modelInForce, type StoredModel } from '../store/identity-models.ts';
import { learnIdentity, proposeThresholds, type LearnOrder } from './learn-identity.ts';
import { signIdentityModel } from './sign-identity-model.ts';

const answerOf = ({
  model,
  kind,
  state,
  learntAt,
  learntBy,
  signedBy,
  signedAt,
  acceptBits,
  reviewBits,
}: StoredModel) => ({
  model,
  kind,
  state,
  learntAt,
  learntBy,
  signedBy,
  signedAt,
  acceptBits,
  reviewBits,
});

/** Models learnt here, newest first. */
export async function listModels(
  client: pg.ClientBase,
  agencyId: number,
  kind: ComparedKind | null,
): Promise<IdentityModel[]> {
  return (await findModels(client, agencyId, kind)).map(answerOf);
}

/** A model with its diagnosis, and how it differs from the one in force; null where there is none of that number. */
export async function loadModelPage(
  client: pg.ClientBase,
  agencyId: number,
  model: number,
): Promise<IdentityModelPage | null> {
  const found = await findModel(client, agencyId, model);
  if (!found) return null;
  const before = await modelInForce(client, agencyId, found.kind);
  return {
    ...answerOf(found),
    diagnosis: found.diagnosis,
    drift:
      before && before.model !== model ? driftBetween(found, (await findModel(client, agencyId, before.model))!) : null,
    suggested: suggestedBy(found.diagnosis.labels),
  };
}

/** What all labels together would set, numbers of registers and judgements of people, and how many of each bear it out. */
function suggestedBy(labels: IdentityModelPage['diagnosis']['labels']): IdentityModelPage['suggested'] {
  const least = suggestThreshold(labels);
  if (least === null) return null;
  const { each, ...line } = least;
  return { ...line, from: each.map((of, at) => ({ from: labels[at]!.from, ...of })) };
}

type Diagnosed = NonNullable<Awaited<ReturnType<typeof findModel>>>;

const driftBitsLeast = 1;

function driftBetween(now: Diagnosed, before: Diagnosed): NonNullable<IdentityModelPage['drift']> {
  const was = new Map(before.diagnosis.levels.map(({ field, level, bits }) => [`${field}/${level}`, bits]));
  const above = ({ diagnosis }: Diagnosed, least: number | null) =>
    least === null
      ? 0
      : diagnosis.histogram.filter(({ bits }) => bits >= least).reduce((sum, { pairs }) => sum + pairs, 0);
  return {
    against: before.model,
    levels: now.diagnosis.levels.flatMap(({ field, level, bits }) => {
      const bitsBefore = was.get(`${field}/${level}`);
      return bitsBefore === undefined || Math.abs(bits - bitsBefore) < driftBitsLeast
        ? []
        : [{ field, level, bitsBefore, bitsNow: bits }];
    }),
    pairsAbove: above(now, now.acceptBits),
    pairsAboveBefore: above(before, before.acceptBits),
    asked: above(now, now.reviewBits) - above(now, now.acceptBits),
    askedBefore: above(before, before.reviewBits) - above(before, before.acceptBits),
  };
}

/** What a server does with models in the background: one work at a time, with how far it is. */
export class IdentityWork {
  private readonly database: Database;
  private readonly agencyId: number;
  private readonly now: () => Date;
  private readonly onFault: (error: unknown) => void;
  private state: IdentityModels['working'] = null;
  private failed: string | null = null;
  private running: Promise<void> = Promise.resolve();

  constructor(
    database: Database,
    agencyId: number,
    { now, onFault }: { readonly now: () => Date; readonly onFault: (error: unknown) => void },
  ) {
    this.database = database;
    this.agencyId = agencyId;
    this.now = now;
    this.onFault = onFault;
  }

  get working(): IdentityModels['working'] {
    return this.state;
  }

  get failure(): string | null {
    return this.failed;
  }

  /** Begins to learn a model, or to propose one again with other thresholds. */
  learn(order: LearnOrder & { readonly from?: number | undefined }): void {
    const { from } = order;
    this.begin('learning', order.kind, () =>
      from === undefined
        ? learnIdentity(this.database, this.agencyId, { ...order, onRows: (done) => this.tell(done, null) })
        : proposeThresholds(this.database, this.agencyId, { ...order, from }),
    );
  }

  /** Begins to put a model in force. */
  sign(model: number, kind: ComparedKind, signedBy: string): void {
    this.begin('joining', kind, () =>
      signIdentityModel(this.database, this.agencyId, {
        model,
        signedBy,
        onProgress: (done, of) => this.tell(done, of),
      }),
    );
  }

  /** Waits for what is under way. */
  async drain(): Promise<void> {
    await this.running;
  }

  private tell(done: number, of: number | null): void {
    if (this.state) this.state = { ...this.state, done, of };
  }

  private begin(what: 'learning' | 'joining', kind: ComparedKind, work: () => Promise<unknown>): void {
    if (this.state)
      throw new Failure('identity.busy', 'A model is being learnt or put in force already. Try again when it is done.');
    this.state = { what, kind, since: this.now().toISOString(), done: 0, of: null };
    this.failed = null;
    this.running = work()
      .then(() => undefined)
      .catch((error: unknown) => {
        this.failed = error instanceof Failure ? error.message : 'A fault of the program; the log has it.';
        if (!(error instanceof Failure)) this.onFault(error);
      })
      .finally(() => {
        this.state = null;
      });
  }
}
