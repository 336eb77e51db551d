import { useMemo, useRef } from 'react';
import type { BoardColour } from '../../../src/model/boards.ts';
import type { Link, LinkedEntity } from '../../../src/model/links.ts';
import type { Column } from '../frame/column.ts';
import { DataTable } from '../frame/data-table.tsx';
import { FootnoteMarks } from '../frame/footnotes.tsx';
import type { Formats } from '../frame/format.ts';
import { Icon } from '../frame/icon.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords, type Say } from '../frame/words.tsx';
import type { Board } from './board.ts';
import { LinkSample } from './link-sample.tsx';
import { linkLooks, lookOf } from './link-look.ts';
import type { BoardShape } from './use-board-shape.ts';

interface TableProps {
  readonly board: Board;
  readonly selected: string | null;
  readonly hovered: string | null;
  readonly select: (id: string | null) => void;
  readonly hover: (id: string | null) => void;
}

/** The entities of the chart as a list. */
export function EntityTable(
  props: TableProps & {
    open: (entity: LinkedEntity) => void;
    colours: ReadonlyMap<string, BoardColour>;
    shape: BoardShape | null;
  },
) {
  const { board, colours, shape } = props;
  const { say } = useWords();
  const formats = useFormats();
  const { notShown } = board;
  const columns = useMemo(
    () => entityColumns({ notShown, colours, shape }, say, formats),
    [notShown, colours, shape, say, formats],
  );
  return (
    <DataTable
      name="entities"
      title={<h2 id="entities-title">{say('links.entities')}</h2>}
      label={say('links.entities')}
      rows={board.entities}
      columns={columns}
      rowId={(entity) => entity.id}
      selected={props.selected}
      pointed={props.hovered}
      select={props.select}
      hover={props.hover}
      open={props.open}
      firstSort={{ id: 'hop', descending: false }}
      empty={say('links.empty')}
      height={420}
    />
  );
}

function entityColumns(
  {
    notShown,
    colours,
    shape,
  }: { notShown: Board['notShown']; colours: ReadonlyMap<string, BoardColour>; shape: BoardShape | null },
  say: Say,
  formats: Formats,
): Column<LinkedEntity>[] {
  const colourWords = (entity: LinkedEntity) => {
    const colour = colours.get(entity.id);
    return colour === undefined ? '' : say(`colour.${colour}`);
  };
  return [
    {
      id: 'name',
      header: say('list.name'),
      text: (entity) => entity.label,
      cell: (entity) => (
        <span className="event-name">
          <Icon name={entity.kind} size={18} />
          <span>{entity.label}</span>
        </span>
      ),
      rowHeader: true,
    },
    { id: 'kind', header: say('list.kind'), text: (entity) => say(`kind.${entity.kind}`) },
    {
      id: 'hop',
      header: say('list.hop'),
      text: (entity) => String(entity.hop),
      sort: (entity) => entity.hop,
      className: 'number',
    },
    {
      id: 'links',
      header: say('list.links'),
      text: (entity) =>
        say('entity.shownOf', { shown: entity.links - (notShown.get(entity.id) ?? 0), total: entity.links }),
      sort: (entity) => entity.links,
      group: null,
      className: 'number',
    },
    {
      id: 'since',
      header: say('list.since'),
      text: (entity) => (entity.firstSeen === null ? '' : formats.day(entity.firstSeen)),
      sort: (entity) => entity.firstSeen ?? '',
      group: (entity) => entity.firstSeen?.slice(0, 4) ?? '',
      className: 'number',
    },
    ...(colours.size === 0 ? [] : [{ id: 'colour', header: say('colour.title'), text: colourWords }]),
    ...(shape === null || shape.groups.length === 0
      ? []
      : [
          {
            id: 'group',
            header: say('groups.button'),
            text: ({ id }: LinkedEntity) => String(shape.groupOf.get(id) ?? ''),
            sort: ({ id }: LinkedEntity) => shape.groupOf.get(id) ?? Infinity,
            className: 'number',
          },
        ]),
    ...(shape === null || shape.between.size === 0
      ? []
      : [
          {
            id: 'between',
            header: say('between.button'),
            text: ({ id }: LinkedEntity) =>
              say('between.score', { score: Math.round(10 * (shape.between.get(id) ?? 0)) / 10, pairs: shape.pairs }),
            sort: ({ id }: LinkedEntity) => shape.between.get(id) ?? 0,
            group: null,
            className: 'number',
          },
        ]),
  ];
}

/** The links of the chart as a list, each with the row it rests on. */
export function LinkTable(props: TableProps & { open: (link: Link) => void }) {
  const { board, open } = props;
  const { say } = useWords();
  const formats = useFormats();
  const pairOf = (link: Link) => [link.subject, link.object].toSorted().join('~');
  const chosen = board.links.find((link) => pairOf(link) === props.selected)?.id ?? null;
  const ends = props.hovered ?? props.selected;
  const emphasised = new Set(
    board.links
      .filter((link) => pairOf(link) === props.selected || link.subject === ends || link.object === ends)
      .map((link) => link.id),
  );
  const latest = useRef(open);
  latest.current = open;
  const columns = useMemo(() => {
    const names = new Map(board.entities.map((entity) => [entity.id, entity.label]));
    return linkColumns(
      (id) => names.get(id) ?? id,
      say,
      formats,
      (link) => latest.current(link),
    );
  }, [board.entities, say, formats]);
  return (
    <DataTable
      name="links"
      title={<h2 id="links-title">{say('links.links')}</h2>}
      label={say('links.links')}
      rows={board.links}
      columns={columns}
      rowId={(link) => link.id}
      selected={chosen}
      emphasised={emphasised}
      select={(id) => {
        const link = board.links.find((each) => each.id === id);
        props.select(link === undefined ? null : pairOf(link));
      }}
      open={open}
      firstSort={{ id: 'link', descending: false }}
      empty={
        board.ofAllTimes.length === 0 ? say('links.noneHere') : say('links.noneDrawn', { n: board.ofAllTimes.length })
      }
      height={420}
    />
  );
}

function linkColumns(
  nameOf: (id: string) => string,
  say: Say,
  formats: Formats,
  open: (link: Link) => void,
): Column<Link>[] {
  return [
    { id: 'from', header: say('list.from'), text: (link) => nameOf(link.subject), rowHeader: true },
    {
      id: 'link',
      header: say('list.link'),
      text: (link) =>
        link.status === 'ACTIVE'
          ? say(`reads.${link.predicate}`)
          : `${say(`reads.${link.predicate}`)} · ${say(`status.${link.status}`)}`,
      sort: (link) => linkLooks.indexOf(lookOf(link)),
      cell: (link) => (
        <span className="event-name">
          <LinkSample look={lookOf(link)} />
          <span>
            {say(`reads.${link.predicate}`)}
            {link.status === 'ACTIVE' ? null : <span className="tag">{say(`status.${link.status}`)}</span>}
            {link.conflict === undefined ? null : <span className="tag conflict">{say('evidence.eventConflict')}</span>}
            <FootnoteMarks sources={[link.source, ...(link.against ?? [])]} />
          </span>
        </span>
      ),
    },
    { id: 'to', header: say('list.to'), text: (link) => nameOf(link.object) },
    {
      id: 'since',
      header: say('list.since'),
      text: (link) => (link.from === null ? '' : formats.day(link.from)),
      sort: (link) => link.from ?? '',
      group: (link) => link.from?.slice(0, 4) ?? '',
      className: 'number',
    },
    {
      id: 'source',
      header: say('list.source'),
      text: (link) => `${link.source.file}:${link.source.line}`,
      group: (link) => link.source.file,
      cell: (link) => (
        <a
          href={`/record/${link.source.record}`}
          onClick={(click) => {
            if (click.ctrlKey || click.metaKey || click.shiftKey) return;
            click.preventDefault();
            click.stopPropagation();
            open(link);
          }}
        >
          {link.source.file}, {link.source.line}
        </a>
      ),
    },
  ];
}
