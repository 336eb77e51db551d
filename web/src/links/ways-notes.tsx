import type { Chains, Link } from '../../../src/model/links.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { Icon } from '../frame/icon.tsx';
import { RecordLink } from '../frame/record-link.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { HubNames } from './hub-notes.tsx';
import { linkLooks, lookOf } from './link-look.ts';
import { LinkSample } from './link-sample.tsx';
import { readPair, waysChoices, writePair, writeStep } from './pair-question.ts';
import type { Answered } from './use-board.ts';

interface WaysProps {
  readonly nameOf: (id: string) => string;
  /** The way that is looked at. */
  readonly way: string | undefined;
  readonly look: (way: string | undefined) => void;
  /** Asks otherwise, or no more. */
  readonly ask: (before: string, after: string | null) => void;
  readonly findCommon: (from: string, to: string) => void;
}

/** What ways there are between two, each drawn when it is looked at. */
export function WaysNotes({ ways, ...props }: WaysProps & { readonly ways: readonly Answered<Chains>[] }) {
  if (ways.length === 0) return null;
  return (
    <ul className="board-notes">
      {ways.map((each) => (
        <WaysBetween key={each.asked} {...props} {...each} />
      ))}
    </ul>
  );
}

function WaysBetween({ asked, found, nameOf, way, look, ask, findCommon }: WaysProps & Answered<Chains>) {
  const { say } = useWords();
  const question = readPair(asked);
  const { from, to } = question;
  const lengths = found.paths.map((path) => path.length - 1);
  return (
    <li className="ways">
      <div className="ways-head">
        <p role="status">
          <strong>{from === to ? nameOf(from) : `${nameOf(from)} – ${nameOf(to)}`}</strong>{' '}
          {from === to
            ? say('ways.same')
            : lengths.length === 0
              ? say('ways.none', { max: found.lengthMax })
              : say('ways.found', { n: lengths.length, least: lengths[0]!, most: lengths.at(-1)! })}
          {found.more ? ` ${say('ways.more')}` : ''} {found.gaveUp ? say('ways.gaveUp') : ''}
        </p>
        {from === to ? null : (
          <span className="buttons screen-only">
            <label className="ways-count small">
              {say('ways.count')}
              <select
                className="field compact"
                value={question.ways}
                onChange={(event) => ask(asked, writePair({ ...question, ways: Number(event.currentTarget.value) }))}
              >
                {[...new Set([...waysChoices, question.ways])]
                  .toSorted((a, b) => a - b)
                  .map((n) => (
                    <option key={n} value={n}>
                      {n}
                    </option>
                  ))}
              </select>
            </label>
            <button type="button" className="button compact" onClick={() => findCommon(from, to)}>
              <Icon name="links" size={14} /> {say('common.find')}
            </button>
          </span>
        )}
        <button
          type="button"
          className="button quiet compact icon screen-only"
          aria-label={say('notice.dismiss')}
          onClick={() => ask(asked, null)}
        >
          <Icon name="close" size={14} />
        </button>
      </div>
      {from === to || lengths.length === 0 ? null : (
        <ol className="ways-list">
          {found.paths.map((path, at) => {
            const step = writeStep({ from, to, at });
            return (
              <li key={step}>
                <button
                  type="button"
                  className="way"
                  aria-pressed={way === step}
                  onClick={() => look(way === step ? undefined : step)}
                >
                  <span className="muted">{say('ways.links', { n: path.length - 1 })}</span>
                  <span>{path.map((id) => nameOf(id)).join(' → ')}</span>
                </button>
                {way === step ? <StepsOfWay path={path} links={found.links} nameOf={nameOf} /> : null}
              </li>
            );
          })}
        </ol>
      )}
      {lengths.length > 1 ? <p className="muted small screen-only">{say('ways.keys')}</p> : null}
      <HubNames hubs={found.cut.filter(({ reason }) => reason === 'hub')} words="ways.hubs" />
    </li>
  );
}

/** Links beside each other that are named of one step. */
const linksOfStep = 3;

/** What ties each thing of a way to the next, each with the row it rests on. */
function StepsOfWay(props: { path: readonly string[]; links: readonly Link[]; nameOf: (id: string) => string }) {
  const { path, links, nameOf } = props;
  const { say } = useWords();
  const formats = useFormats();
  const between = (a: string, b: string) =>
    links
      .filter(({ subject, object }) => (subject === a && object === b) || (subject === b && object === a))
      .toSorted((x, y) => linkLooks.indexOf(lookOf(x)) - linkLooks.indexOf(lookOf(y)));
  return (
    <ol className="way-steps">
      {path.slice(1).map((id, at) => {
        const ties = between(path[at]!, id);
        return (
          <li key={id}>
            <EntityLink id={path[at]!}>{nameOf(path[at]!)}</EntityLink> – <EntityLink id={id}>{nameOf(id)}</EntityLink>
            <ul className="tie-list">
              {ties.slice(0, linksOfStep).map((link) => (
                <li key={link.id}>
                  <LinkSample look={lookOf(link)} />
                  <span>
                    {nameOf(link.subject)} {say(`reads.${link.predicate}`)} {nameOf(link.object)}
                    <span className="muted small">
                      {link.from === null ? '' : ` ${formats.day(link.from)}`} ·{' '}
                      <RecordLink record={link.source.record}>
                        {say('evidence.row', { line: link.source.line, file: link.source.file })}
                      </RecordLink>
                    </span>
                  </span>
                </li>
              ))}
              {ties.length > linksOfStep ? (
                <li className="muted">{say('ways.moreLinks', { n: ties.length - linksOfStep })}</li>
              ) : null}
            </ul>
          </li>
        );
      })}
    </ol>
  );
}
