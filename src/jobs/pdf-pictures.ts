import type { PrintedPictures, PrintedSquare } from '../model/printed-document.ts';
import { drawFigure, hatch, writeLine } from './pdf-charts.ts';
import { paper, tones, type Sheet } from './pdf-sheet.ts';
import { drawParagraph } from './pdf-text.ts';

const gap = 12;
const labelHeight = 14;
/** Three of them beside each other are too small to be looked at. */
const sideMost = 250;

export function drawPictures(sheet: Sheet, { caption, pictures, legend }: PrintedPictures): void {
  const { pdf, left, width } = sheet;
  const side = Math.min(sideMost, (width - gap * (pictures.length - 1)) / Math.max(1, pictures.length));
  const alt = pictures.map(({ label, alone }) => `${label}: ${alone}`).join('; ');
  drawFigure(sheet, { caption, height: side + labelHeight, alt: `${caption}. ${alt}` }, (top) => {
    for (const [at, { png, label, squares }] of pictures.entries()) {
      const x = left + at * (side + gap);
      pdf.image(Buffer.from(png), x, top, { width: side, height: side });
      pdf.save().rect(x, top, side, side).clip();
      for (const square of squares) drawSquare(sheet, square, x, top, side);
      pdf.restore().rect(x, top, side, side).lineWidth(0.5).stroke(paper.strong);
      pdf.font('plain').fontSize(7);
      writeLine(sheet, label, x, top + side + 3, side);
    }
  });
  for (const text of legend) drawParagraph(sheet, { kind: 'paragraph', text, tone: 'muted' });
}

/** Lines are drawn white under their own colour: they are seen on light and dark. */
function drawSquare({ pdf }: Sheet, square: PrintedSquare, left: number, top: number, scale: number): void {
  const side = square.side * scale;
  const [x, y] = [left + square.at[0] * scale, top + square.at[1] * scale];
  if (square.look === 'hatched') {
    pdf.save().rect(x, y, side, side).clip();
    hatch(pdf, { x, y, width: side, height: side });
    pdf.restore();
  }
  const colour = square.look === 'solid' ? tones.accent : tones.unknown;
  const inset = 1;
  const outline = () => pdf.rect(x + inset, y + inset, side - 2 * inset, side - 2 * inset);
  outline().lineWidth(2).stroke('#ffffff');
  if (square.look === 'dashed') pdf.dash(2, { space: 2 });
  outline().lineWidth(1).stroke(colour);
  if (square.look === 'dashed') pdf.undash();
  if (square.to === null) return;
  const line = () =>
    pdf.moveTo(x + side / 2, y + side / 2).lineTo(left + square.to![0] * scale, top + square.to![1] * scale);
  line().lineWidth(2).stroke('#ffffff');
  line().lineWidth(1).stroke(colour);
  pdf.circle(x + side / 2, y + side / 2, 1.4).fill(colour);
}
