import type { PrintedChart, PrintedLives, PrintedShape } from '../model/printed-document.ts';
import { drawFigure, hatch, writeLine } from './pdf-charts.ts';
import { paper, tones, type Sheet } from './pdf-sheet.ts';

const lineHeight = 26;
const labelWidth = 118;
/** Lines of one picture are cut to pages, so that any number of them is drawn. */
const linesAtOnce = 18;

/** A mark of the portal: filled, open, square or struck, so that it is read without its colour. */
function drawMark({ pdf }: Sheet, shape: PrintedShape, x: number, y: number): void {
  const r = 4;
  pdf.lineWidth(1.4);
  switch (shape) {
    case 'sale':
    case 'trace':
      return void pdf.circle(x, y, shape === 'sale' ? r : r * 0.7).fill(tones[shape]);
    case 'hit':
      return void pdf.circle(x, y, r).lineWidth(1).fillAndStroke(tones.hit, paper.ink);
    case 'lead':
      return void pdf.circle(x, y, r).fillAndStroke('#ffffff', tones.lead);
    case 'recovery':
      return void pdf.rect(x - r, y - r, 2 * r, 2 * r).fill(tones.recovery);
    case 'theft':
      return void pdf
        .moveTo(x, y - r)
        .lineTo(x + r, y + r)
        .lineTo(x - r, y + r)
        .closePath()
        .fillAndStroke('#ffffff', paper.ink);
    case 'other':
      return void pdf.circle(x, y, r * 0.6).fillAndStroke('#ffffff', paper.muted);
    case 'retracted':
      pdf.circle(x, y, r).lineWidth(0.8).fillAndStroke('#ffffff', paper.muted);
      pdf
        .moveTo(x - r - 2, y + r + 1)
        .lineTo(x + r + 2, y - r - 1)
        .stroke(paper.muted);
  }
}

export function drawLives(sheet: Sheet, { caption, lines, legend, ticks }: PrintedLives): void {
  const { pdf, left, width } = sheet;
  const days = lines.flatMap(({ marks, unknown }) => [
    ...marks.map(({ day }) => day),
    ...unknown.flatMap(({ from, to }) => [from ?? to, to]),
  ]);
  if (days.length === 0) return;
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const from = left + labelWidth;
  const long = width - labelWidth - 8;
  const across = (day: number) => from + 6 + ((day - first) / Math.max(1, last - first)) * (long - 12);
  for (let at = 0; at < lines.length; at += linesAtOnce) {
    const part = lines.slice(at, at + linesAtOnce);
    const height = part.length * lineHeight + 14 + Math.ceil(legend.length / 4) * 12;
    const alt = part.map(({ label, marks }) => `${label}: ${marks.map(({ alone }) => alone).join(', ')}`).join('; ');
    drawFigure(sheet, { caption: at === 0 ? caption : '', height, alt: `${caption}. ${alt}` }, (top) => {
      part.forEach(({ label, marks, unknown }, index) => {
        const y = top + index * lineHeight + lineHeight / 2;
        pdf.font('plain').fontSize(7);
        writeLine(sheet, label, left, y - 4, labelWidth - 8);
        pdf
          .moveTo(from, y)
          .lineTo(from + long, y)
          .lineWidth(0.5)
          .stroke(paper.line);
        for (const gap of unknown) {
          const box = { x: across(gap.from ?? first), y: y - 5, width: 0, height: 10 };
          box.width = Math.max(2, across(gap.to) - box.x);
          pdf.save().rect(box.x, box.y, box.width, box.height).clip();
          hatch(pdf, box);
          pdf.restore().rect(box.x, box.y, box.width, box.height).lineWidth(0.5);
          if (gap.from === null) pdf.dash(2, { space: 2 });
          pdf.stroke(tones.unknown);
          if (gap.from === null) pdf.undash();
        }
        for (const { day, shape } of marks) drawMark(sheet, shape, across(day), y);
      });
      const axis = top + part.length * lineHeight;
      pdf.font('plain').fontSize(6.5);
      for (const { day, text } of ticks)
        if (day >= first && day <= last) {
          pdf.moveTo(across(day), top).lineTo(across(day), axis).lineWidth(0.3).stroke(paper.line);
          writeLine(sheet, text, across(day) - 20, axis + 2, 40, 'center');
        }
      legend.forEach(({ shape, text }, index) => {
        const x = left + (index % 4) * (width / 4);
        const y = axis + 18 + Math.floor(index / 4) * 12;
        if (shape === 'unknown') {
          const box = { x, y: y - 4, width: 12, height: 8 };
          pdf.save().rect(box.x, box.y, box.width, box.height).clip();
          hatch(pdf, box);
          pdf.restore().rect(box.x, box.y, box.width, box.height).lineWidth(0.5).stroke(tones.unknown);
        } else drawMark(sheet, shape, x + 6, y);
        pdf.font('plain').fontSize(6.5);
        writeLine(sheet, text, x + 16, y - 4, width / 4 - 18);
      });
    });
  }
}

const nodeHeight = 22;

export function drawChart(sheet: Sheet, { caption, columns, edges, legend }: PrintedChart): void {
  const { pdf, left, width } = sheet;
  const used = columns.filter(({ nodes }) => nodes.length > 0);
  if (used.length === 0) return;
  const most = Math.max(...used.map(({ nodes }) => nodes.length));
  const height = 26 + most * nodeHeight;
  const each = width / used.length;
  const box = each * 0.74;
  const alt = edges.map(({ alone }) => alone).join('; ');
  drawFigure(sheet, { caption, height, alt: `${caption}. ${alt}` }, (top) => {
    const at = new Map<string, { x: number; y: number }>();
    used.forEach(({ nodes }, column) => {
      const room = (most * nodeHeight) / nodes.length;
      nodes.forEach(({ id }, row) => at.set(id, { x: left + column * each, y: top + 14 + room * (row + 0.5) }));
    });
    for (const { from, to, look } of edges) {
      const [a, b] = [at.get(from), at.get(to)];
      if (a === undefined || b === undefined) continue;
      const [start, end] = a.x <= b.x ? [a, b] : [b, a];
      pdf.lineWidth(look === 'hit' ? 2 : 0.8);
      if (look === 'lead') pdf.dash(3, { space: 2 });
      if (look === 'retracted') pdf.dash(1, { space: 2 });
      // Two of one column are tied by a bow beside it.
      if (start.x === end.x)
        pdf
          .moveTo(start.x + box, start.y)
          .bezierCurveTo(start.x + box + 18, start.y, end.x + box + 18, end.y, end.x + box, end.y);
      else pdf.moveTo(start.x + box, start.y).lineTo(end.x, end.y);
      pdf.stroke(look === 'hit' ? tones.hit : look === 'lead' ? tones.lead : paper.strong);
      if (look === 'lead' || look === 'retracted') pdf.undash();
    }
    used.forEach(({ title, nodes }, column) => {
      pdf.font('bold').fontSize(7);
      writeLine(sheet, title, left + column * each, top, box);
      pdf.font('plain').fontSize(6.5);
      for (const { id, label } of nodes) {
        const { x, y } = at.get(id)!;
        pdf
          .roundedRect(x, y - 7, box, 14, 3)
          .lineWidth(0.6)
          .fillAndStroke('#ffffff', paper.strong);
        writeLine(sheet, label, x + 4, y - 4, box - 8);
      }
    });
    pdf.font('plain').fontSize(6.5);
    writeLine(sheet, legend, left, top + height - 10, width);
  });
}
