import { useNavigate } from '@tanstack/react-router';
import type { PurchasePattern } from '../../../src/model/purchase-pattern.ts';
import { entityPath } from '../frame/entity-link.tsx';
import { useWords } from '../frame/words.tsx';

const width = 520;
const rowHeight = 46;
const shownMost = 10;

/** Other purchasers with the same home, telephone or document, as a small chart of links; the table beside it says the same. */
export function RingChart({ pattern }: { pattern: PurchasePattern }) {
  const { say } = useWords();
  const navigate = useNavigate();
  const shown = pattern.shared.slice(0, shownMost);
  const height = Math.max(2, shown.length) * rowHeight;
  const middle = height / 2;
  return (
    <svg className="ring-chart" viewBox={`0 0 ${width} ${height}`} role="group" aria-label={say('purchases.shared')}>
      {shown.map(({ person, by }, at) => {
        const y = at * rowHeight + rowHeight / 2;
        return (
          <g key={person.id}>
            <path className="ring-link" d={`M92 ${middle}C200 ${middle} 180 ${y} 300 ${y}`} />
            <text className="ring-tie" x="262" y={y - 7} textAnchor="middle">
              {by.map((tie) => say(`purchases.tie.${tie}`)).join(', ')}
            </text>
          </g>
        );
      })}
      <g>
        <circle className="ring-own" cx="80" cy={middle} r="12" />
        <text className="ring-name" x="80" y={middle + 30} textAnchor="middle">
          {short(pattern.person.label)}
        </text>
      </g>
      {shown.map(({ person, firearms }, at) => {
        const y = at * rowHeight + rowHeight / 2;
        const open = () => void navigate({ to: `${entityPath(person.id)}/purchases` });
        return (
          <g
            key={person.id}
            className="ring-other"
            role="link"
            tabIndex={0}
            aria-label={`${person.label}, ${say('trafficking.firearmsOf', { n: firearms })}`}
            onClick={open}
            onKeyDown={(event) => event.key === 'Enter' && open()}
          >
            <circle cx="310" cy={y} r="9" />
            <text className="ring-name" x="326" y={y + 4}>
              {short(person.label)} · {firearms}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

const lettersMost = 26;
const short = (label: string) => (label.length > lettersMost ? `${label.slice(0, lettersMost - 1)}…` : label);
