import type { KindUse } from '../../../src/model/lead-answers.ts';
import { leadStates } from '../../../src/model/lead-workflow.ts';
import { Icon } from '../frame/icon.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { eventFilters, solvableFilters, triageSorts } from './queue-view.ts';

type SearchName =
  | 'state'
  | 'standing'
  | 'kind'
  | 'assignee'
  | 'waiting'
  | 'about'
  | 'q'
  | 'since'
  | 'sort'
  | 'place'
  | 'events'
  | 'within'
  | 'solvable'
  | 'sel'
  | 'gets'
  | 'from'
  | 'to';
export type QueueSearch = { readonly [Name in SearchName]?: string | undefined };

export const withinDays = ['7', '14', '30', '90', '365'] as const;
const sorts = ['expected-use', 'strength', 'newest', 'number', ...triageSorts] as const;

/** By what the queue is narrowed, and in which order it stands. */
export function QueueFilters(props: {
  search: QueueSearch;
  go: (change: QueueSearch) => void;
  kinds: readonly KindUse[];
  people: readonly string[];
  places: readonly { place: string; leads: number }[];
  actor: string;
}) {
  const { search, go } = props;
  const { say } = useWords();
  const select = (
    name: keyof QueueSearch,
    label: string,
    all: string,
    options: readonly (readonly [value: string, text: string])[],
  ) => (
    <select
      className="field compact"
      aria-label={label}
      value={search[name] ?? ''}
      onChange={(event) => go({ [name]: event.currentTarget.value || undefined })}
    >
      <option value="">{all}</option>
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  );
  const narrowed = Object.keys(search).filter((name) => !['sel', 'gets', 'from', 'to'].includes(name)).length;
  return (
    <details className="queue-narrow screen-only" open={!window.matchMedia('(max-width: 720px)').matches}>
      <summary>{say('leads.narrow', { n: narrowed })}</summary>
      <div className="queue-filters">
        <input
          type="search"
          className="field compact"
          aria-label={say('leads.find')}
          placeholder={say('leads.find')}
          defaultValue={search.q ?? ''}
          key={search.q ?? ''}
          maxLength={200}
          onKeyDown={(event) => {
            if (event.key === 'Enter') go({ q: event.currentTarget.value.trim() || undefined });
          }}
        />
        {select(
          'kind',
          say('leads.filter.kind'),
          say('leads.filter.anyKind'),
          props.kinds.map(({ kind, open }) => [kind, `${say(`leadKind.${kind}`)} (${open})`] as const),
        )}
        {select('state', say('leads.filter.state'), say('leads.filter.open'), [
          ['all', say('leads.filter.anyState')] as const,
          ['held', say('leadTriage.hold')] as const,
          ['rejected', say('leadTriage.reject')] as const,
          ...leadStates.map((state) => [state, say(`leadState.${state}`)] as const),
        ])}
        {select('standing', say('leads.filter.standing'), say('leads.filter.anyStanding'), [
          ['WITHDRAWN', say('leadStanding.WITHDRAWN')] as const,
          ['JOINED', say('leadStanding.JOINED')] as const,
        ])}
        {select('assignee', say('leads.filter.assignee'), say('leads.filter.anyone'), [
          ['me', say('leads.me', { name: props.actor })] as const,
          ['none', say('leads.nobody')] as const,
          ...props.people.filter((each) => each !== props.actor).map((each) => [each, each] as const),
        ])}
        {select(
          'place',
          say('leads.filter.place'),
          say('leads.filter.anyPlace'),
          props.places.slice(0, 60).map(({ place, leads }) => [place, `${place} (${leads})`] as const),
        )}
        {select(
          'events',
          say('leads.filter.events'),
          say('leads.filter.anyEvents'),
          eventFilters.map((each) => [each, say(`leads.events.${each}`)] as const),
        )}
        {select(
          'within',
          say('leads.filter.time'),
          say('leads.filter.anyTime'),
          withinDays.map((days) => [days, say('leads.within', { n: Number(days) })] as const),
        )}
        {select(
          'solvable',
          say('leads.filter.solvable'),
          say('leads.filter.anySolvable'),
          solvableFilters.map((each) => [each, say(`leads.solvable.${each}`)] as const),
        )}
        <select
          className="field compact"
          aria-label={say('leads.sort')}
          value={search.sort ?? 'expected-use'}
          onChange={(event) =>
            go({ sort: event.currentTarget.value === 'expected-use' ? undefined : event.currentTarget.value })
          }
        >
          {sorts.map((each) => (
            <option key={each} value={each}>
              {say('leads.sortBy', { what: say(`leads.sort.${each}`) })}
            </option>
          ))}
        </select>
        <label className="check small">
          <input
            type="checkbox"
            checked={search.waiting === '1'}
            onChange={(event) => go({ waiting: event.currentTarget.checked ? '1' : undefined })}
          />
          {say('leads.filter.waiting')}
        </label>
      </div>
    </details>
  );
}

/** What the list is narrowed to, as a sentence of parts each of which can be taken away. */
export function FilterSentence(props: {
  search: QueueSearch;
  go: (change: QueueSearch) => void;
  shown: number;
  total: number;
  aboutLabel: string | null;
}) {
  const { search, go } = props;
  const { say, sayIfKnown } = useWords();
  const formats = useFormats();
  const part = (name: keyof QueueSearch, text: string | null | undefined) =>
    search[name] === undefined ? [] : [{ name, text: text ?? search[name] }];
  const parts = [
    ...part('kind', sayIfKnown(`leadKind.${search.kind}`)),
    ...part(
      'state',
      search.state === 'all'
        ? say('leads.filter.anyState')
        : search.state === 'held'
          ? say('leadTriage.hold')
          : search.state === 'rejected'
            ? say('leadTriage.reject')
            : sayIfKnown(`leadState.${search.state}`),
    ),
    ...part('standing', sayIfKnown(`leadStanding.${search.standing}`)),
    ...part(
      'assignee',
      search.assignee === 'none' ? say('leads.nobody') : say('leads.workedBy', { name: search.assignee ?? '' }),
    ),
    ...part('waiting', say('leads.filter.waiting')),
    ...part('about', say('leads.aboutIs', { what: props.aboutLabel ?? search.about ?? '' })),
    ...part('q', `“${search.q}”`),
    ...part('since', say('leads.sinceIs', { day: formats.day(search.since ?? '') })),
    ...part('place', search.place),
    ...part('events', sayIfKnown(`leads.events.${search.events}`)),
    ...part('within', say('leads.within', { n: Number(search.within) })),
    ...part('solvable', sayIfKnown(`leads.solvable.${search.solvable}`)),
    ...part('from', say('leads.between', { from: formats.day(search.from ?? ''), to: formats.day(search.to ?? '') })),
  ];
  return (
    <p className="sentence queue-sentence">
      <span>{say('leads.shownOf', { shown: formats.number(props.shown), n: props.total })}</span>
      {search.state === undefined && search.standing === undefined ? (
        <span className="muted">{say('leads.openOnly')}</span>
      ) : null}
      {parts.map(({ name, text }) => (
        <button
          key={name}
          type="button"
          className="button compact"
          aria-label={say('leads.without', { what: text ?? '' })}
          onClick={() => go(name === 'from' ? { from: undefined, to: undefined } : { [name]: undefined })}
        >
          {text} <Icon name="close" size={12} />
        </button>
      ))}
    </p>
  );
}

/** Why the queue stands in this order: every kind with what its leads came to. */
export function WhyThisOrder({ kinds, floorEvery }: { kinds: readonly KindUse[]; floorEvery: number }) {
  const { say } = useWords();
  const formats = useFormats();
  const share = (value: number) => formats.number(Math.round(value * 100) / 100);
  return (
    <details className="panel queue-why">
      <summary>{say('leads.whyOrder')}</summary>
      <p>{say('leads.whyOrderIs', { n: floorEvery })}</p>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={say('leads.whyOrder')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{say('leads.filter.kind')}</th>
              <th scope="col" className="number">
                {say('leads.why.open')}
              </th>
              <th scope="col" className="number">
                {say('leads.why.outcomes')}
              </th>
              <th scope="col" className="number">
                {say('leads.why.declared')}
              </th>
              <th scope="col" className="number">
                {say('leads.why.share')}
              </th>
            </tr>
          </thead>
          <tbody>
            {kinds.map((each) => (
              <tr key={each.kind}>
                <th scope="row">{say(`leadKind.${each.kind}`)}</th>
                <td className="number">{formats.number(each.open)}</td>
                <td className="number">
                  {say('leads.why.of', { useful: formats.number(each.useful), n: formats.number(each.outcomes) })}
                </td>
                <td className="number">{share(each.declared)}</td>
                <td className="number">
                  {share(each.share)} ({share(each.low)} – {share(each.high)})
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
