import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import type { EntityPage, TiedFirearm } from '../../../src/model/answers.ts';
import type { Column } from '../frame/column.ts';
import { DataTable } from '../frame/data-table.tsx';
import { EntityLink, entityPath } from '../frame/entity-link.tsx';
import { FootnoteMarks } from '../frame/footnotes.tsx';
import type { Formats } from '../frame/format.ts';
import { Mark } from '../frame/mark.tsx';
import { RecordLink } from '../frame/record-link.tsx';
import { useFormats } from '../frame/session.ts';
import { labelText } from '../frame/entity-label.ts';
import { useWords, type Words } from '../frame/words.tsx';
import { timeBandOf } from './recovery-bins.ts';

/** Firearms of a person or dealer with what became of each: sale, recovery, the days between, shootings tied. */
export function FirearmTable(props: {
  firearms: readonly TiedFirearm[];
  title: ReactNode;
  label: string;
  empty: string;
}) {
  const { say, language } = useWords();
  const formats = useFormats();
  const navigate = useNavigate();
  const [selected, select] = useState<string | null>(null);
  const several = new Set(props.firearms.map((firearm) => firearm.predicate)).size > 1;
  const columns = useMemo(() => firearmColumns(several, { say, language }, formats), [several, say, language, formats]);
  return (
    <DataTable
      name="firearms"
      title={props.title}
      label={props.label}
      rows={props.firearms}
      columns={columns}
      rowId={(firearm) => firearm.id}
      selected={selected}
      select={select}
      open={(firearm) => void navigate({ to: entityPath(firearm.id) })}
      firstSort={{ id: 'sold', descending: true }}
      empty={props.empty}
    />
  );
}

/** Which of the firearms the table lists, where it does not list all. */
export function FirearmsCut({ page }: { page: EntityPage }) {
  const { say } = useWords();
  const [shown, total] = [page.firearms.length, page.firearmTimes.length];
  return shown < total ? <p className="muted small">{say('tied.cut', { shown, total })}</p> : null;
}

const tieWords: Readonly<Record<string, 'person.had' | 'dealer.sold' | 'dealer.tracedTo'>> = {
  POSSESSED_AT_RECOVERY: 'person.had',
  SOLD: 'dealer.sold',
  TRACED_TO: 'dealer.tracedTo',
};

function firearmColumns(
  several: boolean,
  { say, language }: Pick<Words, 'say' | 'language'>,
  formats: Formats,
): Column<TiedFirearm>[] {
  const yearOf = (day: string | null) => day?.slice(0, 4) ?? say('tied.notRecorded');
  const last = Number.MAX_SAFE_INTEGER;
  const shootings = ({ hits, leads, shootingsCut }: TiedFirearm) =>
    [
      hits > 0 ? say('firearm.hits', { n: hits }) : null,
      leads > 0 ? say('firearm.leads', { n: leads }) : null,
      shootingsCut ? say('tied.shootingsCut') : null,
    ]
      .filter((part) => part !== null)
      .join(' · ');
  return [
    {
      id: 'firearm',
      header: say('tied.firearm'),
      text: (firearm) => labelText(firearm.label, { say, language }),
      cell: (firearm) => (
        <>
          <EntityLink id={firearm.id}>{firearm.label}</EntityLink>
          <FootnoteMarks sources={[firearm.source]} />
        </>
      ),
      rowHeader: true,
    },
    ...(!several
      ? []
      : [
          {
            id: 'how',
            header: say('tied.how'),
            text: (firearm: TiedFirearm) => say(tieWords[firearm.predicate] ?? 'person.bought'),
          },
        ]),
    {
      id: 'sold',
      header: say('tied.sold'),
      text: (firearm) => (firearm.soldOn === null ? say('tied.notRecorded') : formats.day(firearm.soldOn)),
      sort: (firearm) => firearm.soldOn ?? '',
      group: (firearm) => yearOf(firearm.soldOn),
      cell: (firearm) => <DayCell mark="sale" day={firearm.soldOn} />,
      className: 'number',
    },
    {
      id: 'recovered',
      header: say('tied.recovered'),
      text: (firearm) => (firearm.recoveredOn === null ? say('tied.notRecorded') : formats.day(firearm.recoveredOn)),
      sort: (firearm) => firearm.recoveredOn ?? '',
      group: (firearm) => yearOf(firearm.recoveredOn),
      cell: (firearm) => <DayCell mark="recovery" day={firearm.recoveredOn} />,
      className: 'number',
    },
    {
      id: 'time',
      header: say('tied.timeToCrime'),
      text: (firearm) =>
        firearm.timeToCrimeDays === null ? say('tied.notKnown') : say('evidence.days', { n: firearm.timeToCrimeDays }),
      sort: (firearm) => firearm.timeToCrimeDays ?? last,
      group: (firearm) => say(`band.${timeBandOf(firearm.timeToCrimeDays)}`),
      cell: (firearm) =>
        firearm.timeToCrimeDays === null ? (
          <span className="muted" title={language === 'en' ? firearm.why : undefined}>
            {say('tied.notKnown')}
          </span>
        ) : (
          say('evidence.days', { n: firearm.timeToCrimeDays })
        ),
      className: 'number',
    },
    {
      id: 'shootings',
      header: say('tied.shootings'),
      text: (firearm) => shootings(firearm) || say('tied.noShooting'),
      sort: (firearm) => firearm.hits * 1000 + firearm.leads,
      cell: (firearm) => {
        const words = shootings(firearm);
        return words === '' ? (
          <span className="muted">{say('tied.noShooting')}</span>
        ) : (
          <span className="event-name">
            <Mark kind={firearm.hits > 0 ? 'hit' : 'lead'} size={16} /> {words}
          </span>
        );
      },
    },
    {
      id: 'source',
      header: say('tied.source'),
      text: (firearm) => `${firearm.source.file}:${firearm.source.line}`,
      group: (firearm) => firearm.source.file,
      cell: (firearm) => (
        <RecordLink record={firearm.source.record}>
          {firearm.source.file}, {firearm.source.line}
        </RecordLink>
      ),
    },
  ];
}

function DayCell({ mark, day }: { mark: 'sale' | 'recovery'; day: string | null }) {
  const { say } = useWords();
  const formats = useFormats();
  if (day === null) return <span className="muted">{say('tied.notRecorded')}</span>;
  return (
    <span className="event-name">
      <Mark kind={mark} size={14} /> {formats.day(day)}
    </span>
  );
}
