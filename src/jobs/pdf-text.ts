import type { PrintedBlock, PrintedTable } from '../model/printed-document.ts';
import { decorate, makeRoom, paper, printable, tones, type Sheet } from './pdf-sheet.ts';

type Block<Kind extends PrintedBlock['kind']> = Extract<PrintedBlock, { kind: Kind }>;

const headingSizes = { 1: 15, 2: 12, 3: 10 } as const;

/** A heading stays with at least this much of what it heads. */
const keptWithHeading = 70;

export function drawHeading(sheet: Sheet, { level, text }: Block<'heading'>): void {
  const { pdf, structure, left, width } = sheet;
  pdf.font('bold').fontSize(headingSizes[level]);
  const shown = printable(text);
  pdf.y += level === 1 ? 14 : 10;
  makeRoom(sheet, pdf.heightOfString(shown, { width }) + keptWithHeading);
  structure.add(
    pdf.struct(`H${level}`, {}, () => {
      pdf.fillColor(paper.ink).text(shown, left, pdf.y, { width });
    }),
  );
  pdf.y += 4;
}

export function drawParagraph(sheet: Sheet, { text, tone = 'plain' }: Block<'paragraph'>): void {
  const { pdf, structure, left, width } = sheet;
  const shown = printable(text);
  pdf.font('plain').fontSize(tone === 'muted' ? 8 : 9);
  const indent = tone === 'caution' ? 10 : 0;
  makeRoom(sheet, Math.min(pdf.heightOfString(shown, { width: width - indent, lineGap: 2 }), keptWithHeading));
  const [page, from] = [pdf.page, pdf.y];
  structure.add(
    pdf.struct('P', {}, () => {
      pdf
        .fillColor(tone === 'muted' ? paper.muted : paper.ink)
        .text(shown, left + indent, pdf.y, { width: width - indent, lineGap: 2 });
    }),
  );
  if (tone === 'caution' && pdf.page === page)
    decorate(sheet, () => pdf.rect(left, from, 3, pdf.y - from - 2).fill(tones.lead));
  pdf.y += 6;
}

export function drawList(sheet: Sheet, { items }: Block<'list'>, numbered = false): void {
  const { pdf, structure, left, width } = sheet;
  pdf.font('plain').fontSize(numbered ? 8 : 9);
  const list = pdf.struct('L');
  structure.add(list);
  const indent = numbered ? 22 : 12;
  for (const [at, item] of items.entries()) {
    const shown = printable(item);
    makeRoom(sheet, Math.min(pdf.heightOfString(shown, { width: width - indent, lineGap: 2 }), keptWithHeading));
    const y = pdf.y;
    const entry = pdf.struct('LI');
    list.add(entry);
    pdf.fillColor(paper.ink);
    entry.add(
      pdf.struct('Lbl', {}, () => {
        pdf.text(numbered ? `[${at + 1}]` : '•', left, y, { lineBreak: false });
      }),
    );
    entry.add(
      pdf.struct('LBody', {}, () => {
        pdf.text(shown, left + indent, y, { width: width - indent, lineGap: 2 });
      }),
    );
    pdf.y += 2;
  }
  list.end();
  pdf.y += 4;
}

export function drawFacts(sheet: Sheet, { rows }: Block<'facts'>): void {
  drawRows(sheet, { columns: [{ width: 1 }, { width: 3 }], rows, head: null, firstIsHead: true });
}

export function drawTable(sheet: Sheet, table: PrintedTable): void {
  drawCaption(sheet, table.caption);
  if (table.rows.length === 0) return drawParagraph(sheet, { kind: 'paragraph', text: table.empty, tone: 'muted' });
  drawRows(sheet, {
    columns: table.columns,
    rows: table.rows,
    head: table.columns.map(({ title }) => title),
    firstIsHead: false,
  });
}

/** What stands over a table or a chart, and stays with so much of it. */
export function drawCaption(sheet: Sheet, caption: string, kept = keptWithHeading): void {
  if (caption === '') return;
  const { pdf, structure, left, width } = sheet;
  const shown = printable(caption);
  pdf.font('bold').fontSize(9);
  pdf.y += 4;
  makeRoom(sheet, pdf.heightOfString(shown, { width }) + 6 + kept);
  structure.add(
    pdf.struct('Caption', {}, () => {
      pdf.fillColor(paper.ink).text(shown, left, pdf.y, { width });
    }),
  );
  pdf.y += 3;
}

interface Rows {
  readonly columns: readonly { readonly align?: 'left' | 'right'; readonly width?: number }[];
  readonly rows: readonly (readonly string[])[];
  readonly head: readonly string[] | null;
  /** The first cell of each row says what the others are of. */
  readonly firstIsHead: boolean;
}

const padding = { x: 4, y: 2.5 };

function drawRows(sheet: Sheet, { columns, rows, head, firstIsHead }: Rows): void {
  const { pdf, structure, left, width, bottom, top } = sheet;
  const whole = columns.reduce((sum, column) => sum + (column.width ?? 1), 0);
  const widths = columns.map((column) => (width * (column.width ?? 1)) / whole);
  const lefts = widths.map((_, at) => left + widths.slice(0, at).reduce((sum, each) => sum + each, 0));
  const table = pdf.struct('Table');
  structure.add(table);

  const setFont = (isHead: boolean) => pdf.font(isHead ? 'bold' : 'plain').fontSize(8);
  const heightOf = (cells: readonly string[], isHead: (at: number) => boolean) =>
    Math.max(
      ...cells.map((cell, at) => setFont(isHead(at)).heightOfString(cell, { width: widths[at]! - 2 * padding.x })),
    ) +
    2 * padding.y;
  const drawCells = (
    cells: readonly string[],
    y: number,
    draw: (at: number, write: () => void) => void,
    all: boolean,
  ) =>
    cells.forEach((cell, at) =>
      draw(at, () => {
        setFont(all || (firstIsHead && at === 0))
          .fillColor(paper.ink)
          .text(cell, lefts[at]! + padding.x, y + padding.y, {
            width: widths[at]! - 2 * padding.x,
            align: columns[at]!.align ?? 'left',
          });
      }),
    );

  const titles = head?.map(printable) ?? null;
  const headHeight = titles === null ? 0 : heightOf(titles, () => true);
  const drawHead = (isRepeated: boolean) => {
    if (titles === null) return;
    const y = pdf.y;
    decorate(sheet, () => pdf.rect(left, y, width, headHeight).fill(paper.raised));
    if (isRepeated) decorate(sheet, () => drawCells(titles, y, (_, write) => write(), true), 'Pagination');
    else {
      const row = pdf.struct('TR');
      table.add(row);
      drawCells(titles, y, (_, write) => row.add(pdf.struct('TH', {}, write)), true);
    }
    pdf.y = y + headHeight;
  };

  drawHead(false);
  for (const cells of rows.flatMap((row) =>
    piecesOf(row.map(printable), (text, at) => {
      const high = setFont(firstIsHead && at === 0).heightOfString(text, { width: widths[at]! - 2 * padding.x });
      return high + 2 * padding.y <= bottom - top - headHeight;
    }),
  )) {
    const height = heightOf(cells, (at) => firstIsHead && at === 0);
    if (!makeRoom(sheet, height)) drawHead(true);
    const y = pdf.y;
    const row = pdf.struct('TR');
    table.add(row);
    drawCells(cells, y, (at, write) => row.add(pdf.struct(firstIsHead && at === 0 ? 'TH' : 'TD', {}, write)), false);
    decorate(sheet, () =>
      pdf
        .moveTo(left, y + height)
        .lineTo(left + width, y + height)
        .lineWidth(0.5)
        .stroke(paper.line),
    );
    pdf.y = y + height;
  }
  table.end();
  pdf.y += 8;
}

/** A row of which a cell is higher than a page, as several: nothing of it is cut off. */
function piecesOf(row: readonly string[], fits: (text: string, at: number) => boolean): string[][] {
  const rest = [...row];
  const pieces: string[][] = [];
  do
    pieces.push(
      rest.map((text, at) => {
        const length = fits(text, at) ? text.length : longestThatFits(text, (part) => fits(part, at));
        rest[at] = text.slice(length).trimStart();
        return text.slice(0, length);
      }),
    );
  while (rest.some((text) => text !== ''));
  return pieces;
}

function longestThatFits(text: string, fits: (part: string) => boolean): number {
  let [low, high] = [1, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(text.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  const word = text.lastIndexOf(' ', low);
  return word > low / 2 ? word : low;
}
