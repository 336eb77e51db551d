import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { exportKinds, type ExportKind, type ExportRecord } from '../../../src/api/contract/boards.ts';
import { linkThing, type BoardColour } from '../../../src/model/boards.ts';
import { Icon } from '../frame/icon.tsx';
import { useKeys } from '../frame/keys.ts';
import { usePurpose } from '../frame/print-purpose.ts';
import { request } from '../frame/request.ts';
import { useFormats, useSession } from '../frame/session.ts';
import { printPage, tokenColour } from '../frame/theme.ts';
import { useWords } from '../frame/words.tsx';
import { chartSvg, type ChartToDraw } from './chart-svg.ts';
import { pictureFile, pictureWithLines, saveFile } from './export-files.ts';
import { entitiesCsv } from './entities-csv.ts';
import { csvHead, exportName } from './export-head.ts';
import { graphmlOf } from './graphml.ts';
import { i2Csv } from './i2-csv.ts';
import type { LinkChartHandle } from './link-chart.tsx';
import { linksCsv } from './links-csv.ts';
import type { BoardHandle } from './use-board.ts';

export interface ExportProps {
  readonly handle: BoardHandle;
  readonly chart: React.RefObject<LinkChartHandle | null>;
  readonly title: string;
  readonly colours: ReadonlyMap<string, BoardColour>;
  readonly groups: ReadonlyMap<string, number> | undefined;
  readonly scale: ReadonlyMap<string, number> | undefined;
  readonly noted: ReadonlySet<string>;
  readonly nameOf: (id: string) => string;
  /** What notes on a thing, on a link (link:81) or on the board (null) say, each with who and when. */
  readonly notesOf: (on: string | null) => readonly string[];
}

let measuring: CanvasRenderingContext2D | null = null;
/** How wide words are in the font of the chart. */
function extentOf(text: string, strong: boolean): number {
  measuring ??= document.createElement('canvas').getContext('2d')!;
  measuring.font = `${strong ? '600 ' : ''}12px Inter, system-ui, sans-serif`;
  return measuring.measureText(text).width;
}

/** The drawing of a board as it stands. */
export function drawingOf(
  { handle, colours, groups, scale, noted, notesOf, title }: ExportProps,
  { on, lines }: Pick<ChartToDraw, 'on' | 'lines'>,
): string {
  const { board, address, positions, roots } = handle;
  const notesOfPairs = new Map(
    board.pairs.flatMap(({ key, links }) => {
      const said = links.flatMap((link) => notesOf(linkThing(link.id))).join('\n');
      return said === '' ? [] : [[key, said] as const];
    }),
  );
  const chart: ChartToDraw = {
    entities: board.entities,
    pairs: board.pairs,
    positions,
    roots,
    pinned: new Set(address.pinned),
    notShown: board.notShown,
    colours,
    groups,
    scale,
    noted,
    notes: notesOfPairs,
    colourOf: tokenColour,
    extentOf,
    title,
    on,
    lines,
  };
  return chartSvg(chart);
}

/** What a board can be given out as. Each goes on record first, with what it is for; how it may be handled stands in each. */
export function ExportMenu(props: ExportProps) {
  const { handle, title, nameOf, notesOf } = props;
  const { board, saved, whole, handling: known } = handle;
  const { say, sayIfKnown } = useWords();
  const formats = useFormats();
  const session = useSession();
  const [purpose, setPurpose] = usePurpose();
  const menu = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const lines = (handling: readonly string[]) => [
    handling.length === 0 ? say('print.noHandling') : say('export.handling', { tags: handling.join(', ') }),
    ...handling.flatMap((tag) => {
      const words = sayIfKnown(`handling.${tag}`);
      return words === null ? [] : [`${tag}: ${words}`];
    }),
    say('export.purposeOf', { purpose: purpose.trim() === '' ? say('export.noPurpose') : purpose.trim() }),
    say('export.by', {
      when: formats.moment(new Date().toISOString()),
      who: session.actor,
      agency: session.agency.name,
    }),
    say('caution.link'),
  ];
  const drawnOf = () => {
    const count = new Map<string, number>();
    for (const { subject, object } of board.links)
      for (const end of new Set([subject, object])) count.set(end, (count.get(end) ?? 0) + 1);
    return count;
  };
  /** What a table of links does not say: what is noted on the board, and that there is more than links. */
  const beside = () => {
    const drawn = drawnOf();
    const untied = board.entities.filter(({ id }) => !drawn.has(id)).length;
    const notes = notesOf(null).map((text) => say('export.boardNote', { text }));
    return untied === 0 ? notes : [...notes, say('export.untied', { n: untied, file: say('export.entities') })];
  };
  /** `handling`: what the server put on record of it. */
  const give = async (kind: ExportKind, handling: readonly string[]) => {
    const said = lines(handling);
    const name = (extension: string) => exportName(title, handling, extension);
    const text = (content: string, type: string) => new Blob([content], { type: `${type};charset=utf-8` });
    if (kind === 'print') return printPage();
    if (kind === 'svg')
      return saveFile(name('svg'), text(drawingOf(props, { on: 'file', lines: said }), 'image/svg+xml'));
    if (kind === 'graphml') {
      const content = graphmlOf({
        entities: board.entities,
        links: board.links,
        positions: handle.positions,
        title: [`${session.agency.name}: ${title}`, ...said, ...notesOf(null)]
          .map((part) => part.replace(/\.$/, ''))
          .join('. '),
        tags: board.tags,
        notesOf,
      });
      return saveFile(name('graphml'), text(content, 'application/graphml+xml'));
    }
    if (kind === 'csv')
      return saveFile(
        name('csv'),
        text(csvHead([...said, ...beside()]) + linksCsv(board.links, { nameOf, notesOf }), 'text/csv'),
      );
    if (kind === 'entities') {
      const drawn = drawnOf();
      const content = entitiesCsv(board.entities, {
        drawnOf: (id) => drawn.get(id) ?? 0,
        notesOf,
        tags: board.tags,
      });
      const notes = notesOf(null).map((note) => say('export.boardNote', { text: note }));
      return saveFile(name('entities.csv'), text(csvHead([...said, ...notes]) + content, 'text/csv'));
    }
    if (kind === 'i2') {
      const content = i2Csv(board.links, {
        nameOf,
        reads: (link) => say(`reads.${link.predicate}`),
        notesOf,
      });
      return saveFile(name('i2.csv'), text(csvHead([...said, ...beside()]) + content, 'text/csv'));
    }
    const canvas = props.chart.current?.picture() ?? null;
    const file = canvas === null ? null : await pictureFile(pictureWithLines(canvas, said));
    if (file !== null) saveFile(name('png'), file);
  };
  const record = useMutation({
    mutationFn: (kind: ExportKind) =>
      request<ExportRecord>('POST', '/board-exports', {
        body: {
          kind,
          ...(saved === null ? {} : { board: saved.board.board, version: saved.opened.version }),
          entities: board.entities.map((entity) => entity.id),
          links: board.links.map((link) => link.id),
          purpose: purpose.trim(),
        },
      }),
    onSuccess: async ({ handling }, kind) => {
      menu.current?.hidePopover();
      await give(kind, handling);
    },
  });
  useKeys([{ key: 'e', label: 'keys.export', run: () => button.current?.click() }]);
  return (
    <>
      <button type="button" className="button compact" popoverTarget="export-menu" ref={button}>
        <Icon name="save" size={16} /> {say('links.export')}
      </button>
      <span id="export-menu" popover="auto" className="menu export-menu" ref={menu}>
        <label className="board-field small">
          {say('export.purpose')}
          <input
            className="field"
            value={purpose}
            maxLength={200}
            placeholder={say('print.purposeHint')}
            onChange={(event) => setPurpose(event.currentTarget.value)}
          />
        </label>
        <span className="muted small">
          {known === null
            ? say(whole ? 'export.unknown' : 'export.reading')
            : `${known.length === 0 ? say('print.noHandling') : say('export.handling', { tags: known.join(', ') })}.`}{' '}
          {say('export.help')}
        </span>
        {record.isError ? (
          <span role="alert" className="small">
            {say('export.refused')}
          </span>
        ) : null}
        {exportKinds.map((kind) => (
          <button
            key={kind}
            type="button"
            className="button quiet"
            disabled={record.isPending || known === null || board.entities.length === 0}
            onClick={() => record.mutate(kind)}
          >
            {say(`export.${kind}`)}
          </button>
        ))}
      </span>
    </>
  );
}
