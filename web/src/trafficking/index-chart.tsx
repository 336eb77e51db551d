import { useState } from 'react';
import { openedCounts } from '../../../src/model/opened-counts.ts';
import type { TraceOverview } from '../../../src/model/trace-overview.ts';
import { ShareText } from '../frame/share-text.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { useOpened } from './use-opened.ts';

const columnPixels = 110;

/** How the index is distributed, and below it what each of its parts adds in each bin. */
export function IndexChart({ overview }: { overview: TraceOverview }) {
  const { say } = useWords();
  const formats = useFormats();
  const { opened, open } = useOpened();
  const [hovered, hover] = useState<number | null>(null);
  const { bins, parts, without } = overview.index;
  const most = Math.max(1, ...bins.map(({ traces }) => traces));
  const mostPoints = Math.max(1, ...parts.flatMap(({ points }) => points.map((point) => Math.abs(point ?? 0))));
  const at = hovered === null ? undefined : bins[hovered];
  const scored = bins.reduce((sum, { traces }) => sum + traces, 0);
  return (
    <>
      <div className="index-bins" role="group" aria-label={say('trafficking.indexBins')}>
        {bins.map((bin, index) => {
          const what = openedCounts.score(bin.from, bin.to);
          const label = say('trafficking.indexBin', { from: bin.from, to: bin.to, n: bin.traces });
          return (
            <button
              key={bin.from}
              type="button"
              className="index-bin"
              disabled={bin.traces === 0}
              aria-pressed={opened === what}
              aria-label={label}
              title={label}
              onPointerEnter={() => hover(index)}
              onPointerLeave={() => hover(null)}
              onFocus={() => hover(index)}
              onBlur={() => hover(null)}
              onClick={() => open(opened === what ? null : what)}
            >
              <span className="index-count">{bin.traces === 0 ? '' : formats.number(bin.traces)}</span>
              <i style={{ height: `${(bin.traces / most) * columnPixels}px` }} />
              <span className="index-axis">{bin.from}</span>
            </button>
          );
        })}
      </div>
      <p className="small index-hover" aria-live="off">
        {at === undefined || at.traces === 0
          ? say('trafficking.indexHover')
          : say('trafficking.indexExamples', { examples: at.examples.join(', '), from: at.from, to: at.to })}
      </p>
      <p className="small muted">{say('trafficking.partsHelp')}</p>
      <ul className="index-parts">
        {parts.map((part) => (
          <li key={part.name}>
            <span className="part-name small">
              <strong>{say(`component.${part.name}`)}</strong>
              <span className="muted">
                {hovered === null || part.points[hovered] == null ? (
                  <>
                    {say('trafficking.recorded')} <ShareText share={part.known} />
                  </>
                ) : (
                  say('trafficking.points', { points: part.points[hovered]!.toFixed(1) })
                )}
              </span>
            </span>
            <span className="part-bars" aria-hidden="true">
              {part.points.map((point, index) => (
                <i
                  key={index}
                  className={`${(point ?? 0) < 0 ? 'against' : ''} ${hovered === index ? 'pointed' : ''}`}
                  style={{ height: `${point === null ? 0 : Math.max(1, (Math.abs(point) / mostPoints) * 24)}px` }}
                />
              ))}
            </span>
          </li>
        ))}
      </ul>
      <p className="small">
        {without === 0 ? null : (
          <button type="button" className="open-count" onClick={() => open('score=none')}>
            {say('trafficking.withoutIndex', { n: without })}
          </button>
        )}{' '}
        {say('trafficking.indexVersion', { version: overview.version, n: scored })}{' '}
        {say(overview.mode === 'reference' ? 'trafficking.referenceConsequence' : 'trafficking.cityConsequence')}
      </p>
    </>
  );
}
