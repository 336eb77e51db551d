import type { PrintedBlock, PrintedDocument } from '../model/printed-document.ts';
import { drawBars, drawLines, drawMap } from './pdf-charts.ts';
import { drawChart, drawLives } from './pdf-leads.ts';
import { drawPictures } from './pdf-pictures.ts';
import { decorate, openSheet, paper, printable, type Sheet } from './pdf-sheet.ts';
import { drawFacts, drawHeading, drawList, drawParagraph, drawTable } from './pdf-text.ts';

const words = {
  en: {
    handling: 'Handling',
    none: 'No handling tag is recorded',
    purpose: 'Purpose',
    made: 'Made by',
    when: 'Made on',
    agency: 'Agency',
    sources: 'Sources',
    page: (at: number, of: number) => `Page ${at} of ${of}`,
  },
  es: {
    handling: 'Manejo',
    none: 'No consta etiqueta de manejo',
    purpose: 'Finalidad',
    made: 'Hecho por',
    when: 'Hecho el',
    agency: 'Organismo',
    sources: 'Fuentes',
    page: (at: number, of: number) => `Página ${at} de ${of}`,
  },
} as const;

/**
 * A document as a PDF: tagged for screen readers, with handling, maker and page number on every sheet. The same document is
 * the same bytes; nothing of clock or chance enters. Letters are those of DejaVu Sans (docs/adr/0021).
 */
export async function renderPdf(document: PrintedDocument): Promise<Uint8Array> {
  const said = words[document.language];
  const sheet = openSheet({
    title: printable(document.title),
    author: printable(`${document.madeBy}, ${document.agency}`),
    language: document.language === 'es' ? 'es-US' : 'en-US',
    madeAt: new Date(document.madeAt),
  });
  const { pdf } = sheet;
  const ended = new Promise<Uint8Array>((resolve, reject) => {
    const pieces: Buffer[] = [];
    pdf.on('data', (piece: Buffer) => pieces.push(piece));
    pdf.on('end', () => resolve(Buffer.concat(pieces)));
    pdf.on('error', reject);
  });
  const handling = document.handling.length === 0 ? said.none : document.handling.join(', ');
  const moment = new Intl.DateTimeFormat(document.language === 'es' ? 'es-US' : 'en-US', {
    dateStyle: 'long',
    timeStyle: 'long',
    hourCycle: 'h23',
    timeZone: document.timeZone,
  }).format(new Date(document.madeAt));

  pdf.y = sheet.top;
  drawHeading(sheet, { kind: 'heading', level: 1, text: document.title });
  if (document.subtitle !== null) drawParagraph(sheet, { kind: 'paragraph', text: document.subtitle, tone: 'muted' });
  drawFacts(sheet, {
    kind: 'facts',
    rows: [
      [said.handling, handling],
      [said.purpose, document.purpose],
      [said.made, document.madeBy],
      [said.agency, document.agency],
      [said.when, moment],
    ],
  });
  if (document.caution !== null) drawParagraph(sheet, { kind: 'paragraph', text: document.caution, tone: 'caution' });
  for (const block of document.blocks) drawBlock(sheet, block);
  if (document.sources.length > 0) {
    drawHeading(sheet, { kind: 'heading', level: 2, text: said.sources });
    drawList(sheet, { kind: 'list', items: document.sources }, true);
  }
  const { count } = pdf.bufferedPageRange();
  for (let at = 0; at < count; at++)
    drawEdges(sheet, at, {
      head: [`${said.handling}: ${handling}`, document.title],
      foot: [`${document.madeBy}, ${document.agency}, ${moment}`, said.page(at + 1, count)],
    });
  sheet.structure.end();
  pdf.end();
  return ended;
}

function drawBlock(sheet: Sheet, block: PrintedBlock): void {
  switch (block.kind) {
    case 'heading':
      return drawHeading(sheet, block);
    case 'paragraph':
      return drawParagraph(sheet, block);
    case 'list':
      return drawList(sheet, block);
    case 'facts':
      return drawFacts(sheet, block);
    case 'table':
      return drawTable(sheet, block);
    case 'bars':
      return drawBars(sheet, block);
    case 'lines':
      return drawLines(sheet, block);
    case 'map':
      return drawMap(sheet, block);
    case 'lives':
      return drawLives(sheet, block);
    case 'chart':
      return drawChart(sheet, block);
    case 'pictures':
      return drawPictures(sheet, block);
    case 'new-page':
      sheet.pdf.addPage();
      sheet.pdf.y = sheet.top;
  }
}

/** What stands over and under every sheet: how it may be handled is never cut, the title is where it is long. */
function drawEdges(
  sheet: Sheet,
  at: number,
  { head, foot }: { readonly head: readonly [string, string]; readonly foot: readonly [string, string] },
): void {
  const { pdf, left, width, top, bottom } = sheet;
  pdf.switchToPage(at);
  // Outside the margins text would begin a page of its own.
  pdf.page.margins = { top: 0, bottom: 0, left: 0, right: 0 };
  const [over, under] = [top - 34, bottom + 14];
  decorate(
    sheet,
    () => {
      pdf.font('bold').fontSize(7).fillColor(paper.ink);
      pdf.text(printable(head[0]), left, over, { width: width * 0.68, height: 20 });
      pdf.font('plain').fillColor(paper.muted);
      const line = { height: 10, ellipsis: true } as const;
      pdf.text(printable(head[1]), left + width * 0.7, over, { ...line, width: width * 0.3, align: 'right' });
      pdf.text(printable(foot[0]), left, under, { ...line, width: width * 0.78 });
      pdf.text(foot[1], left + width * 0.8, under, { ...line, width: width * 0.2, align: 'right' });
      for (const y of [top - 10, bottom + 8])
        pdf
          .moveTo(left, y)
          .lineTo(left + width, y)
          .lineWidth(0.5)
          .stroke(paper.strong);
    },
    'Pagination',
  );
}
