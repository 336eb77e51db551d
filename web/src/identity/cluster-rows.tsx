import type { PointerEvent } from 'react';
import type { Cluster } from '../../../src/model/identity.ts';
import { roleText } from '../frame/event-text.ts';
import { Icon } from '../frame/icon.tsx';
import { RecordLink } from '../frame/record-link.tsx';
import { serverWords } from '../frame/server-words.ts';
import { useFormats } from '../frame/session.ts';
import { valueText } from '../frame/value-text.ts';
import { fieldName } from '../imports/field-name.ts';
import { useWords } from '../frame/words.tsx';

/** What each row says, in the order of their numbers in the picture; rows that say the same are one line. */
export function ClusterRows(props: {
  cluster: Cluster;
  apart: ReadonlySet<string>;
  current: string | null;
  mayPart: boolean;
  choose: (row: string) => void;
  toggle: (row: string) => void;
  drag: (row: string, event: PointerEvent) => void;
}) {
  const { cluster, apart, current, mayPart } = props;
  const words = useWords();
  const { say, sayIfKnown } = words;
  const formats = useFormats();
  return (
    <ol className="cluster-rows">
      {cluster.rows.map((each, index) => {
        const out = apart.has(each.row);
        const name = say('cluster.rowName', { n: index + 1 });
        return (
          <li
            key={each.row}
            data-row={each.row}
            data-apart={out}
            data-current={each.row === current}
            onClick={() => props.choose(each.row)}
            onPointerDown={mayPart ? (event) => props.drag(each.row, event) : undefined}
          >
            <span className="cluster-number" aria-hidden="true">
              {index + 1}
            </span>
            <div>
              <p className="observation-head">
                <strong>
                  <span className="unseen">{name}: </span>
                  {each.role === '' ? say('entity.about') : roleText(each.role, words)}
                </strong>
                <span className="muted">
                  {each.seenOn === null
                    ? say('entity.undated')
                    : say('entity.seenOn', { day: formats.day(each.seenOn) })}
                </span>
                <RecordLink record={each.source.record}>
                  {say('evidence.row', { line: each.source.line, file: each.source.file })}
                </RecordLink>
                <span className="muted">{sayIfKnown(`feed.${each.source.feed}`) ?? each.source.feed}</span>
              </p>
              <p className="observation-values">
                {Object.entries(each.values)
                  .filter(([, value]) => value !== '')
                  .map(([field, value]) => (
                    <span key={field}>
                      <span className="muted">{fieldName(field, words)}</span> {valueText(field, value, words, formats)}
                    </span>
                  ))}
              </p>
              <p className="small muted">
                {each.joinedBy === null ? say('entity.first') : serverWords(each.joinedBy, words)}
                {each.rows > 1 ? ` · ${say('cluster.alike', { n: each.rows })}` : ''}
              </p>
              {each.others.length === 0 ? null : (
                <details className="small cluster-others">
                  <summary>{say('cluster.others', { n: each.rows - 1 })}</summary>
                  <p>
                    {each.others.map((other) => (
                      <RecordLink key={other} record={Number(other.split('-')[0])} className="mono">
                        {other}
                      </RecordLink>
                    ))}
                    {each.others.length < each.rows - 1
                      ? say('cluster.othersCut', { n: each.rows - 1 - each.others.length })
                      : ''}
                  </p>
                </details>
              )}
            </div>
            {mayPart ? (
              <button
                type="button"
                className="button compact screen-only"
                aria-pressed={out}
                aria-label={say(out ? 'cluster.putBackRow' : 'cluster.takeOutRow', { row: name })}
                onClick={(event) => {
                  event.stopPropagation();
                  props.toggle(each.row);
                }}
              >
                <Icon name={out ? 'undo' : 'out'} size={14} /> {say(out ? 'cluster.putBack' : 'cluster.takeOut')}
              </button>
            ) : null}
          </li>
        );
      })}
    </ol>
  );
}
