import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { PurchasePattern } from '../../../src/model/purchase-pattern.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { Icon } from '../frame/icon.tsx';
import { Mark } from '../frame/mark.tsx';
import { PageFrame } from '../frame/page-frame.tsx';
import { PrintButton } from '../frame/print-button.tsx';
import { Empty, Failed, Loading, Skeleton, SkeletonLines } from '../frame/states.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { DealersMap } from './dealers-map.tsx';
import { FlagList } from './flag-list.tsx';
import { PurchaseLanes } from './purchase-lanes.tsx';
import { RingChart } from './ring-chart.tsx';
import { purchasesQuery } from './trafficking-queries.ts';
import { useOpened } from './use-opened.ts';
import './trafficking.css';

const route = getRouteApi('/signed-in/person/$number/purchases');

/** The traced firearms a person bought, beside one another; no score of the person. */
export function PurchasesPage() {
  const { number } = route.useParams();
  const { say } = useWords();
  const { data, error, refetch } = useQuery(purchasesQuery(`person:${number}`));
  if (data === undefined || error !== null)
    return (
      <PageFrame title={say('purchases.title')} className="trafficking">
        <h1>{say('purchases.title')}</h1>
        {error === null ? (
          <Loading>
            <div className="panel">
              <Skeleton height={220} />
            </div>
            <div className="panel">
              <SkeletonLines lines={6} />
            </div>
          </Loading>
        ) : (
          <Failed error={error} retry={() => void refetch()} />
        )}
      </PageFrame>
    );
  return <PurchasesOf pattern={data} />;
}

function PurchasesOf({ pattern }: { pattern: PurchasePattern }) {
  const { say } = useWords();
  const { search, change } = useOpened();
  const { person, lanes, groups, dealers, possessors, possessorUnknown, said } = pattern;
  const selected = lanes.find(({ firearm }) => firearm === search['sel']);
  return (
    <PageFrame
      title={`${say('purchases.title')} · ${person.label}`}
      className="trafficking entity"
      printed={{ handling: null, sources: [], caution: pattern.caution }}
      selected={selected?.label ?? null}
      close={() => change({ sel: undefined })}
      evidence={<PurchaseEvidence pattern={pattern} selected={selected} />}
    >
      <div className="page-head">
        <div>
          <h1>{person.label}</h1>
          <p>
            {say('purchases.title')} · {say('trafficking.firearmsOf', { n: lanes.length })}
          </p>
        </div>
        <div className="buttons screen-only">
          <EntityLink id={person.id} className="button">
            {say('purchases.toPerson')}
          </EntityLink>
          <Link to="/links" search={{ ids: person.id }} className="button">
            <Icon name="links" size={16} /> {say('evidence.linksAround')}
          </Link>
          <PrintButton records={[`/entities/${person.id}/prints`]} />
        </div>
      </div>
      <p className="caution-line small">{say('purchases.caution')}</p>
      {lanes.length === 0 ? (
        <div className="panel">
          <Empty icon="firearm" title={say('purchases.none')} help={say('purchases.noneHelp')} />
        </div>
      ) : (
        <>
          <section className="panel" aria-labelledby="lanes">
            <h2 id="lanes">{say('purchases.lanes')}</h2>
            <p className="small lane-key">
              {(['sale', 'lead', 'hit', 'recovery'] as const).map((kind) => (
                <span key={kind}>
                  <Mark kind={kind} size={14} /> {say(`purchases.key.${kind}`)}
                </span>
              ))}
              <span>
                <i className="lane-unknown key" aria-hidden="true" /> {say('purchases.key.unknown')}
              </span>
            </p>
            <PurchaseLanes
              pattern={pattern}
              selected={selected?.firearm ?? null}
              select={(firearm) => change({ sel: firearm ?? undefined })}
            />
          </section>
          <section className="panel" aria-labelledby="groups">
            <h2 id="groups">{say('purchases.groups')}</h2>
            <Groups groups={groups} />
          </section>
          <div className="two wide">
            <section className="panel" aria-labelledby="used-dealers">
              <h2 id="used-dealers">{say('purchases.dealers')}</h2>
              <p className="caution small">{say('dealer.caution')}</p>
              <DealersMap dealers={dealers} />
            </section>
            <section className="panel" aria-labelledby="possessors">
              <h2 id="possessors">{say('purchases.possessors')}</h2>
              {possessors.length === 0 ? null : (
                <ul className="plain-list">
                  {possessors.map((row) => (
                    <li key={row.person.id}>
                      <EntityLink id={row.person.id}>{row.person.label}</EntityLink>{' '}
                      <span className="muted small">
                        {say('trafficking.firearmsOf', { n: row.firearms.length })}
                        {row.person.id === person.id ? ` · ${say('purchases.same')}` : ''}
                      </span>
                    </li>
                  ))}
                </ul>
              )}
              {possessorUnknown === 0 ? null : (
                <p className="muted small">{say('purchases.possessorsUnknown', { n: possessorUnknown })}</p>
              )}
              <h2>{say('purchases.shared')}</h2>
              <Shared pattern={pattern} />
            </section>
          </div>
          <section className="panel" aria-labelledby="said">
            <h2 id="said">{say('purchases.said')}</h2>
            <p className="muted small">{say('purchases.saidHelp')}</p>
            <SaidTable said={said} />
          </section>
        </>
      )}
    </PageFrame>
  );
}

function Groups({ groups }: Pick<PurchasePattern, 'groups'>) {
  const { say } = useWords();
  const formats = useFormats();
  if (groups.length === 0) return <p>{say('purchases.groupsNone')}</p>;
  return (
    <>
      <ul className="plain-list">
        {groups.map((group, at) => (
          <li key={group.from}>
            <strong>{say('purchases.groupMark', { n: at + 1 })}</strong>{' '}
            {say('trafficking.firearmsOf', { n: group.firearms.length })} ·{' '}
            {group.from === group.to
              ? formats.day(group.from)
              : `${formats.day(group.from)} – ${formats.day(group.to)}`}{' '}
            · {say('purchases.businessDays', { n: group.businessDays })}
            {group.unsureDays.length === 0
              ? null
              : `; ${say('purchases.unsureDays', { days: group.unsureDays.map(formats.day).join(', ') })}`}
            {group.dealers.map((dealer) => (
              <span key={dealer.id}>
                {' · '}
                <EntityLink id={dealer.id}>{dealer.label}</EntityLink>
              </span>
            ))}
          </li>
        ))}
      </ul>
      <p className="muted small">{say('purchases.groupsHelp')}</p>
    </>
  );
}

function Shared({ pattern }: { pattern: PurchasePattern }) {
  const { say } = useWords();
  const { shared, sharedByMany } = pattern;
  return (
    <>
      {shared.length === 0 ? (
        <p>{say('purchases.sharedNone')}</p>
      ) : (
        <>
          <RingChart pattern={pattern} />
          <ul className="plain-list">
            {shared.map((other) => (
              <li key={other.person.id}>
                <EntityLink id={other.person.id}>{other.person.label}</EntityLink>{' '}
                <span className="muted small">
                  {other.by.map((tie) => say(`purchases.tie.${tie}`)).join(', ')} ·{' '}
                  {say('trafficking.firearmsOf', { n: other.firearms })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="muted small">
        {say('purchases.sharedHelp')} {sharedByMany === 0 ? '' : say('purchases.sharedByMany', { n: sharedByMany })}
      </p>
    </>
  );
}

function SaidTable({ said }: Pick<PurchasePattern, 'said'>) {
  const { say } = useWords();
  const formats = useFormats();
  const text = (value: string | null) => value ?? say('tied.notRecorded');
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={say('purchases.said')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{say('trafficking.trace')}</th>
            <th scope="col">{say('tied.sold')}</th>
            <th scope="col">{say('purchases.name')}</th>
            <th scope="col">{say('purchases.born')}</th>
            <th scope="col">{say('purchases.tie.home')}</th>
            <th scope="col">{say('purchases.tie.phone')}</th>
            <th scope="col">{say('purchases.tie.document')}</th>
          </tr>
        </thead>
        <tbody>
          {said.map((row) => (
            <tr key={row.traceNumber}>
              <th scope="row">
                <Link to="/trace/$trace" params={{ trace: row.traceNumber }} className="mono">
                  {row.traceNumber}
                </Link>
              </th>
              <td>{row.soldOn === null ? say('tied.notRecorded') : formats.day(row.soldOn)}</td>
              <td>{text(row.name)}</td>
              <td>{row.bornOn === null ? say('tied.notRecorded') : formats.day(row.bornOn)}</td>
              <td>{text(row.home)}</td>
              <td>{text(row.phone)}</td>
              <td>{text(row.document)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PurchaseEvidence(props: { pattern: PurchasePattern; selected: PurchasePattern['lanes'][number] | undefined }) {
  const { say } = useWords();
  const { pattern, selected } = props;
  if (selected === undefined)
    return (
      <>
        <p className="evidence-title">{say('purchases.about')}</p>
        <p>{say('purchases.aboutHelp')}</p>
        <p className="caution">{say('purchases.caution')}</p>
      </>
    );
  return (
    <>
      <p className="evidence-title">
        <EntityLink id={selected.firearm}>{selected.label}</EntityLink>
      </p>
      {selected.shootings.length === 0 ? null : (
        <ul className="plain-list">
          {selected.shootings.map(({ incident, tie }) => (
            <li key={incident}>
              <Mark kind={tie} size={14} />{' '}
              <EntityLink id={incident}>{say(tie === 'hit' ? 'purchases.key.hit' : 'purchases.key.lead')}</EntityLink>
            </li>
          ))}
        </ul>
      )}
      <p>
        {selected.score === null
          ? say('trafficking.noIndex')
          : say('purchases.indexOfTrace', { points: selected.score.toFixed(1) })}
      </p>
      <ul className="plain-list">
        {selected.traces.map((trace) => (
          <li key={trace}>
            <Link to="/trace/$trace" params={{ trace }} className="mono">
              {trace}
            </Link>
          </li>
        ))}
      </ul>
      {selected.flags.length === 0 ? null : <FlagList flags={selected.flags} />}
      <p className="caution">{pattern.caution}</p>
    </>
  );
}
