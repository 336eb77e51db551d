import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { TracePage as Answer } from '../../../src/model/trace-page.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { SourceList } from '../frame/evidence-parts.tsx';
import { Icon } from '../frame/icon.tsx';
import { PageFrame } from '../frame/page-frame.tsx';
import { printPage } from '../frame/theme.ts';
import { serverWords } from '../frame/server-words.ts';
import { Failed, Loading, Skeleton, SkeletonLines } from '../frame/states.tsx';
import { useFormats } from '../frame/session.ts';
import { valueText } from '../frame/value-text.ts';
import { useWords } from '../frame/words.tsx';
import { EarlierScores } from './earlier-scores.tsx';
import { FlagList } from './flag-list.tsx';
import { IndexWaterfall } from './index-waterfall.tsx';
import { TraceCaution } from './trace-caution.tsx';
import { traceQuery } from './trafficking-queries.ts';
import './trafficking.css';

const route = getRouteApi('/signed-in/trace/$trace');

/** One trace: how its index is made, from what, and what does not fit. */
export function TracePage() {
  const { trace } = route.useParams();
  const { say } = useWords();
  const { data, error, refetch } = useQuery(traceQuery(trace));
  if (data === undefined || error !== null)
    return (
      <PageFrame title={trace} className="trafficking">
        <h1>
          {say('trafficking.trace')} <code>{trace}</code>
        </h1>
        {error === null ? (
          <Loading>
            <div className="panel">
              <Skeleton height={300} />
            </div>
            <div className="panel">
              <SkeletonLines lines={8} />
            </div>
          </Loading>
        ) : (
          <Failed error={error} retry={() => void refetch()} />
        )}
      </PageFrame>
    );
  return <TraceOf page={data} />;
}

function TraceOf({ page }: { page: Answer }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const { facts, indexes, flags, counted } = page;
  const { timeToCrime } = facts;
  const day = (value: string | null) => (value === null ? say('tied.notRecorded') : formats.day(value));
  return (
    <PageFrame
      title={`${say('trafficking.trace')} ${facts.traceNumber}`}
      className="trafficking entity"
      printed={{ handling: null, sources: page.sources, caution: page.caution }}
      evidence={<TraceEvidence page={page} />}
    >
      <div className="page-head">
        <div>
          <h1>
            {say('trafficking.trace')} <code>{facts.traceNumber}</code>
          </h1>
          <p>
            <EntityLink id={facts.firearm}>{page.label}</EntityLink> · {say('tied.sold')} {day(facts.soldOn)} ·{' '}
            {say('tied.recovered')} {day(facts.recoveredOn)} ·{' '}
            {timeToCrime.kind === 'computed'
              ? say('evidence.days', { n: timeToCrime.days })
              : `${say('trafficking.noTime')}: ${serverWords(timeToCrime.why, words)}`}
          </p>
        </div>
        <div className="buttons screen-only">
          <Link to="/links" search={{ ids: facts.firearm }} className="button">
            <Icon name="links" size={16} /> {say('evidence.linksAround')}
          </Link>
          <button type="button" className="button" onClick={() => printPage()}>
            <Icon name="print" size={16} /> {say('firearm.print')}
          </button>
        </div>
      </div>
      {flags.length === 0 ? null : (
        <section className="panel" aria-labelledby="flags">
          <h2 id="flags">{say('trace.flags')}</h2>
          <FlagList flags={flags} />
        </section>
      )}
      {counted ? null : <p className="conflict-note">{say('trace.notCounted')}</p>}
      {indexes.map((index) => (
        <section key={index.mode} className="panel" aria-labelledby={`index-${index.mode}`}>
          <h2 id={`index-${index.mode}`}>{say(`trace.index.${index.mode}`)}</h2>
          <IndexWaterfall index={index} />
          <p className="small">
            {say(index.mode === 'reference' ? 'trafficking.referenceConsequence' : 'trafficking.cityConsequence')}{' '}
            {index.mode === 'reference' && page.likelyTrafficked !== null
              ? say(page.likelyTrafficked ? 'trace.likely' : 'trace.notLikely')
              : ''}
          </p>
        </section>
      ))}
      <EarlierScores page={page} />
      <TraceCaution />
      <section className="panel" aria-labelledby="inputs">
        <h2 id="inputs">{say('trace.inputs')}</h2>
        <Inputs page={page} />
        <p className="muted small">
          {say('trace.fingerprint')} <code className="fingerprint">{page.fingerprint.slice(0, 16)}</code>
        </p>
      </section>
    </PageFrame>
  );
}

/** Everything the index is computed from, as it stood. */
function Inputs({ page }: { page: Answer }) {
  const words = useWords();
  const { say, sayIfKnown } = words;
  const formats = useFormats();
  const { facts, context, possessorRules } = page;
  const yesNo = (value: boolean | null) =>
    say(value === null ? 'tied.notRecorded' : value ? 'answer.yes' : 'answer.no');
  const text = (value: string | null) => value ?? say('tied.notRecorded');
  const day = (value: string | null) => (value === null ? say('tied.notRecorded') : formats.day(value));
  const rows: readonly (readonly [string, string])[] = [
    [say('trace.requestedOn'), day(facts.requestedOn)],
    [say('trace.completedOn'), day(facts.completedOn)],
    [
      say('trace.completion'),
      text(facts.completion === null ? null : (sayIfKnown(`completion.${facts.completion}`) ?? facts.completion)),
    ],
    [
      say('filter.class'),
      facts.type === null ? say('tied.notRecorded') : valueText('type', facts.type, words, formats),
    ],
    [say('trace.recoveryState'), text(facts.recovery.state)],
    [say('trace.soldAt'), text(facts.soldAt)],
    [say('trace.dealerState'), text(facts.dealer?.state ?? null)],
    [say('trace.dealerInCity'), yesNo(facts.dealer?.inCity ?? null)],
    [say('trace.recoveryInCity'), yesNo(facts.recovery.inCity)],
    [
      say('trace.distance'),
      facts.distance === null
        ? say('tied.notRecorded')
        : say(`trace.distance.${facts.distance.by}`, { km: formats.number(Math.round(facts.distance.km)) }),
    ],
    [say('measure.purchaserIsPossessorStrict'), yesNo(possessorRules.strict)],
    [say('measure.purchaserIsPossessorLoose'), yesNo(possessorRules.loose)],
    [say('trace.purchaserIsPossessorPublished'), yesNo(possessorRules.published)],
    [say('measure.multipleSale'), yesNo(facts.multipleSale)],
    [say('measure.obliterated'), yesNo(facts.obliterated)],
    [say('measure.stolen'), yesNo(facts.stolen)],
    [say('trace.shootings'), say('trace.shootingsOf', { hits: facts.shootings.hits, leads: facts.shootings.leads })],
    [
      say('component.purchaser-other-firearms'),
      context?.otherFirearms == null
        ? say('tied.notKnown')
        : `${formats.number(context.otherFirearms)} · ${say('trace.together', { n: context.boughtTogether ?? 0 })}`,
    ],
    [
      say('component.dealer-rate'),
      context?.dealerRatio == null
        ? say('tied.notKnown')
        : say('trace.ratio', { ratio: context.dealerRatio.toFixed(2) }),
    ],
  ];
  return (
    <dl className="inputs">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function TraceEvidence({ page }: { page: Answer }) {
  const { say } = useWords();
  const { facts } = page;
  const named = (['purchaser', 'possessor', 'associate'] as const).flatMap((role) => {
    const person = facts[role];
    if (person === null) return [];
    const name = [person.familyName, person.givenName].filter(Boolean).join(', ') || person.id;
    return [{ role, id: person.id, name }];
  });
  return (
    <>
      <div>
        <p className="evidence-title">{say('trace.who')}</p>
        <ul className="people-list">
          <li>
            <Icon name="firearm" size={18} />
            <span>
              <EntityLink id={facts.firearm}>{page.label}</EntityLink>
            </span>
          </li>
          <li>
            <Icon name="dealer" size={18} />
            <span>
              {facts.dealer === null ? (
                say('trace.noDealer')
              ) : (
                <EntityLink id={facts.dealer.id}>
                  {facts.dealer.name ?? facts.dealer.licenceKey ?? facts.dealer.id}
                </EntityLink>
              )}{' '}
              <span className="role">{say('kind.dealer')}</span>
            </span>
          </li>
          {named.map(({ role, id, name }) => (
            <li key={role}>
              <Icon name="person" size={18} />
              <span>
                <EntityLink id={id}>{name}</EntityLink> <span className="role">{say(`trace.role.${role}`)}</span>
                {role === 'purchaser' ? (
                  <Link to="/person/$number/purchases" params={{ number: id.split(':')[1]! }} className="small block">
                    {say('trace.toPurchases')}
                  </Link>
                ) : null}
              </span>
            </li>
          ))}
        </ul>
        {facts.purchaser === null ? <p className="muted small">{say('trace.noPurchaser')}</p> : null}
        {facts.possessor === null ? <p className="muted small">{say('trace.noPossessor')}</p> : null}
      </div>
      {page.others.length === 0 ? null : (
        <section>
          <h2>{say('trace.others')}</h2>
          <ul className="plain-list">
            {page.others.map((other) => (
              <li key={other}>
                <Link to="/trace/$trace" params={{ trace: other }} className="mono">
                  {other}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{say('evidence.sources')}</h2>
        <SourceList sources={page.sources} />
      </section>
    </>
  );
}
