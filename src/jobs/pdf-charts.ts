import type { PrintedBars, PrintedLines, PrintedMap, PrintedPoint, PrintedTone } from '../model/printed-document.ts';
import { ringMiddle } from '../model/ring-middle.ts';
import { makeRoom, paper, printable, tones, type Sheet } from './pdf-sheet.ts';
import { drawCaption } from './pdf-text.ts';

/** A picture with the words that stand for it where it cannot be seen. */
export function drawFigure(
  sheet: Sheet,
  { caption, height, alt }: { readonly caption: string; readonly height: number; readonly alt: string },
  draw: (top: number) => void,
): void {
  drawCaption(sheet, caption, height);
  makeRoom(sheet, height);
  const top = sheet.pdf.y;
  sheet.structure.add(sheet.pdf.struct('Figure', { alt: printable(alt) }, () => draw(top)));
  sheet.pdf.y = top + height + 8;
}

const barHeight = 15;

/** Bars of one picture are cut to pages, so that any number of them is drawn. */
const barsAtOnce = 36;

export function drawBars(sheet: Sheet, { caption, bars, longest }: PrintedBars): void {
  const { pdf, left, width } = sheet;
  const whole = Math.max(longest ?? 0, ...bars.map(({ value }) => value), Number.MIN_VALUE);
  pdf.font('plain').fontSize(8);
  const widest = (texts: readonly string[], most: number) =>
    Math.min(width * most, Math.max(0, ...texts.map((text) => pdf.widthOfString(printable(text)))) + 8);
  const labels = widest(
    bars.map(({ label }) => label),
    0.38,
  );
  const words = widest(
    bars.map(({ text }) => text),
    0.4,
  );
  const room = width - labels - words;
  for (let from = 0; from < bars.length; from += barsAtOnce) {
    const part = bars.slice(from, from + barsAtOnce);
    const alt = part.map(({ label, text }) => `${label}: ${text}`).join('; ');
    const height = part.length * barHeight;
    drawFigure(sheet, { caption: from === 0 ? caption : '', height, alt: `${caption} ${alt}` }, (top) => {
      for (const [at, { label, value, text, tone = 'accent' }] of part.entries()) {
        const y = top + at * barHeight;
        pdf.font('plain').fontSize(8);
        writeLine(sheet, label, left, y + 2.5, labels - 4);
        pdf.rect(left + labels, y + 2, room, barHeight - 5).fill(paper.raised);
        fillBar(sheet, { x: left + labels, y: y + 2, width: (room * value) / whole, height: barHeight - 5, tone });
        writeLine(sheet, text, left + labels + room + 6, y + 2.5, words - 6);
      }
    });
  }
}

/** Text on one line, cut with three dots where it does not fit. */
export function writeLine(
  { pdf }: Sheet,
  text: string,
  x: number,
  y: number,
  width: number,
  align: 'left' | 'center' | 'right' = 'left',
) {
  pdf.fillColor(paper.ink).text(printable(text).replaceAll('\n', ' '), x, y, {
    width,
    height: 10,
    align,
    ellipsis: true,
  });
}

/** What is not known is hatched, never by colour alone. */
function fillBar(
  { pdf }: Sheet,
  bar: { x: number; y: number; width: number; height: number; tone: PrintedTone },
): void {
  if (bar.width <= 0) return;
  if (bar.tone !== 'unknown') return void pdf.rect(bar.x, bar.y, bar.width, bar.height).fill(tones[bar.tone]);
  pdf.save().rect(bar.x, bar.y, bar.width, bar.height).clip();
  hatch(pdf, bar);
  pdf.restore().rect(bar.x, bar.y, bar.width, bar.height).lineWidth(0.5).stroke(tones.unknown);
}

export function hatch(
  pdf: PDFKit.PDFDocument,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
) {
  pdf.lineWidth(0.6);
  for (let at = -height; at < width; at += 4) pdf.moveTo(x + at, y + height).lineTo(x + at + height, y);
  pdf.stroke(tones.unknown);
}

const plotHeight = 150;
const dashes = [null, [4, 2], [1, 2], [6, 2, 1, 2]] as const;

export function drawLines(sheet: Sheet, { caption, steps, lines, unit }: PrintedLines): void {
  const { pdf, left, width } = sheet;
  const known = lines.flatMap(({ values }) => values.filter((value) => value !== null));
  const highest = niceAbove(Math.max(0, ...known));
  const axis = 34;
  const [x, wide, high] = [left + axis, width - axis - 8, plotHeight - 42];
  const across = (at: number) => x + (steps.length < 2 ? wide / 2 : (wide * at) / (steps.length - 1));
  const alt = lines
    .map(({ name, values }) => `${name}: ${values.map((value, at) => `${steps[at]} ${value ?? '–'}`).join(', ')}`)
    .join('; ');
  drawFigure(sheet, { caption, height: plotHeight, alt: `${caption} (${unit}). ${alt}` }, (top) => {
    const up = (value: number) => top + 14 + high * (1 - value / highest);
    pdf.font('plain').fontSize(7);
    writeLine(sheet, unit, left, top, width);
    for (const part of [0, 0.5, 1]) {
      const value = highest * part;
      pdf
        .moveTo(x, up(value))
        .lineTo(x + wide, up(value))
        .lineWidth(0.5)
        .stroke(paper.line);
      writeLine(sheet, String(value), left, up(value) - 4, axis - 6, 'right');
    }
    const every = Math.ceil(steps.length / 12);
    steps.forEach((step, at) => {
      if (at % every === 0) writeLine(sheet, step, across(at) - 30, top + high + 18, 60, 'center');
    });
    let name = x;
    for (const [index, line] of lines.entries()) {
      const colour = tones[line.tone ?? 'accent'];
      const dash = dashes[index % dashes.length];
      pdf.lineWidth(1.2);
      if (dash) pdf.dash(dash[0], { space: dash[1] });
      let drawing = false;
      line.values.forEach((value, at) => {
        if (value === null) drawing = false;
        else {
          if (drawing) pdf.lineTo(across(at), up(value));
          else pdf.moveTo(across(at), up(value));
          drawing = true;
        }
      });
      pdf.stroke(colour);
      pdf
        .moveTo(name, top + plotHeight - 6)
        .lineTo(name + 18, top + plotHeight - 6)
        .stroke(colour);
      if (dash) pdf.undash();
      line.values.forEach((value, at) => {
        if (value !== null) pdf.circle(across(at), up(value), 1.8).fill(colour);
      });
      writeLine(sheet, line.name, name + 22, top + plotHeight - 10, 150);
      name += 40 + Math.min(150, pdf.widthOfString(printable(line.name)));
    }
  });
}

/** The next of 1, 2, 5, 10, 20, … */
function niceAbove(value: number): number {
  if (value <= 0) return 1;
  const ten = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((step) => step * ten >= value) ?? 10) * ten;
}

export function drawMap(sheet: Sheet, { caption, shapes, points, legend }: PrintedMap): void {
  const { pdf, left, width } = sheet;
  const all = [...shapes.flatMap(({ rings }) => rings.flat()), ...points.map(({ at }) => at)];
  if (all.length === 0) return;
  const box = boxOf(all);
  const scale = Math.min(width / (box.right - box.left || 1), 260 / (box.bottom - box.top || 1));
  const height = (box.bottom - box.top) * scale + 16;
  const alt = [...shapes.flatMap(({ label }) => label ?? []), ...points.map(({ label }) => label)].join('; ');
  drawFigure(sheet, { caption, height, alt: `${caption} ${legend} ${alt}` }, (top) => {
    const place = ([px, py]: PrintedPoint): [number, number] => [
      left + (px - box.left) * scale,
      top + (py - box.top) * scale,
    ];
    for (const { rings, shade } of shapes) {
      const trace = () =>
        rings.forEach((ring) => {
          ring.forEach((point, at) => (at === 0 ? pdf.moveTo(...place(point)) : pdf.lineTo(...place(point))));
          pdf.closePath();
        });
      if (shade === null) {
        const of = boxOf(rings.flat().map(place));
        pdf.save();
        trace();
        pdf.clip('even-odd');
        hatch(pdf, { x: of.left, y: of.top, width: of.right - of.left, height: of.bottom - of.top });
        pdf.restore();
      } else {
        trace();
        pdf.fill(blend(paper.raised, tones.accent, shade), 'even-odd');
      }
      trace();
      pdf.lineWidth(0.4).stroke(paper.strong);
    }
    pdf.font('bold').fontSize(6.5);
    for (const { rings, shade, label } of shapes) {
      const largest = [...rings].sort((a, b) => b.length - a.length)[0];
      if (label === undefined || largest === undefined) continue;
      const [x, y] = ringMiddle(largest.map(place));
      pdf.fillColor(shade !== null && shade > 0.55 ? '#ffffff' : paper.ink).text(printable(label), x - 20, y - 4, {
        width: 40,
        align: 'center',
        lineBreak: false,
      });
    }
    pdf.font('plain').fontSize(7);
    for (const { at, label, tone } of points) {
      const [px, py] = place(at);
      pdf.circle(px, py, 3).lineWidth(0.8).fillAndStroke(tones[tone], '#ffffff');
      writeLine(sheet, label, px + 5, py - 4, 120);
    }
    writeLine(sheet, legend, left, top + height - 10, width);
  });
}

function boxOf(points: readonly PrintedPoint[]) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { left, top, right, bottom };
}

function blend(from: string, to: string, part: number): string {
  const channel = (colour: string, at: number) => Number.parseInt(colour.slice(1 + 2 * at, 3 + 2 * at), 16);
  const mixed = [0, 1, 2].map((at) =>
    Math.round(channel(from, at) + (channel(to, at) - channel(from, at)) * Math.min(1, Math.max(0, part)))
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${mixed.join('')}`;
}
