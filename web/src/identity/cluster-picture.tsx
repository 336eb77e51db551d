import { useMemo, type PointerEvent } from 'react';
import type { Cluster } from '../../../src/model/identity.ts';
import { usePrinting } from '../frame/theme.ts';
import { useBoxWidth } from '../frame/use-box-width.ts';
import { useWords } from '../frame/words.tsx';
import { layOutCluster, tieWidth } from './cluster-layout.ts';
import { drawnTies } from './drawn-ties.ts';

const margin = 48;
/** In a narrower box the figures in the rows could not be read at the width of a page: the rows stand below one another. */
const pageFrom = 540;

/** The rows of an entity as a picture: what ties them, and where it would come apart first. What it shows stands in the list too. */
export function ClusterPicture(props: {
  cluster: Cluster;
  apart: ReadonlySet<string>;
  current: string | null;
  choose: (row: string) => void;
  drag: (row: string, event: PointerEvent) => void;
}) {
  const { cluster, apart, current } = props;
  const { say } = useWords();
  const ties = useMemo(() => drawnTies(cluster.ties, cluster.rows.length), [cluster]);
  const [box, boxWidth] = useBoxWidth();
  const printing = usePrinting();
  const room = !printing && boxWidth > 0 && boxWidth < pageFrom ? 'phone' : 'page';
  const laid = useMemo(() => layOutCluster({ ...cluster, ties }, room), [cluster, ties, room]);
  const place = (row: string) => laid.nodes.get(row);
  const labels = laid.radius > 8;
  // A few rows take as much room as they need, so that all of them are in sight on a phone.
  const across = [...laid.nodes.values()].map(({ x }) => x);
  const left = Math.max(0, Math.min(...across) - margin);
  const right = Math.min(laid.width, Math.max(...across) + margin);
  return (
    <figure className="cluster-figure">
      <div ref={box}>
        <svg
          className={`cluster-picture ${room}`}
          viewBox={`${left} 0 ${right - left} ${laid.height}`}
          role="img"
          aria-label={say('cluster.pictureLabel', { n: cluster.rows.length, ties: cluster.ties.length })}
        >
          {laid.cutAt === null ? null : (
            <g className="cluster-cut">
              <line x1={laid.cutAt} x2={laid.cutAt} y1={4} y2={laid.height - 4} />
            </g>
          )}
          {ties.map((tie) => {
            const [a, b] = [place(tie.a), place(tie.b)];
            if (a === undefined || b === undefined) return null;
            const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
            const across = a.right !== b.right;
            return (
              <g
                key={`${tie.a} ${tie.b}`}
                className={`cluster-tie ${tie.key === null ? 'of-model' : 'of-key'} ${across ? 'across' : ''}`}
              >
                <line x1={a.x} y1={a.y} x2={b.x} y2={b.y} strokeWidth={tieWidth(tie)} />
                {tie.judged === null ? null : <JudgedMark at={middle} judged={tie.judged} />}
              </g>
            );
          })}
          {cluster.rows.map(({ row, rows }, index) => {
            const at = place(row)!;
            return (
              <g
                key={row}
                className="cluster-node"
                data-apart={apart.has(row)}
                data-current={row === current}
                transform={`translate(${at.x} ${at.y})`}
                onClick={() => props.choose(row)}
                onPointerDown={(event) => props.drag(row, event)}
              >
                {rows > 1 ? <circle r={laid.radius + 3} className="cluster-alike" /> : null}
                <circle r={laid.radius} />
                {labels ? (
                  <text textAnchor="middle" dominantBaseline="central">
                    {index + 1}
                  </text>
                ) : null}
              </g>
            );
          })}
        </svg>
      </div>
      <figcaption className="small muted cluster-key">
        <Key className="of-key" width={4} words={say('cluster.keyTie')} />
        <Key className="of-model" width={3} words={say('cluster.modelTie')} />
        <span className="fall-key">
          <svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true">
            <g className="cluster-tie">
              <JudgedMark at={{ x: 0, y: 0 }} judged="same" />
            </g>
          </svg>
          {say('cluster.judgedTie')}
        </span>
        {laid.cutAt === null ? null : (
          <span className="fall-key">
            <i className="fall-line review" aria-hidden="true" /> {say('cluster.cutKey')}
          </span>
        )}
        {ties.length < cluster.ties.length ? (
          <span>{say('cluster.tiesDrawn', { n: ties.length, total: cluster.ties.length })}</span>
        ) : null}
      </figcaption>
    </figure>
  );
}

function Key({ className, width, words }: { className: string; width: number; words: string }) {
  return (
    <span className="fall-key">
      <svg width="28" height="10" viewBox="0 0 28 10" aria-hidden="true">
        <g className={`cluster-tie ${className}`}>
          <line x1="1" x2="27" y1="5" y2="5" strokeWidth={width} />
        </g>
      </svg>
      {words}
    </span>
  );
}

/** What a person said of two rows: a filled square for same, a cross for different. */
function JudgedMark({ at, judged }: { at: { x: number; y: number }; judged: string }) {
  return judged === 'different' ? (
    <path className="judged-mark" d={`M${at.x - 5} ${at.y - 5}l10 10M${at.x + 5} ${at.y - 5}l-10 10`} />
  ) : (
    <rect className="judged-mark" x={at.x - 4.5} y={at.y - 4.5} width={9} height={9} rx={1} />
  );
}
