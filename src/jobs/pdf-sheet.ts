import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PdfKit from 'pdfkit';
import type { PrintedTone } from '../model/printed-document.ts';

/** What the parts of a document are drawn on: pages one after the other, and where on them the next part begins. */
export interface Sheet {
  readonly pdf: PDFKit.PDFDocument;
  /** What readers of the file's structure are told; parts hang themselves under it in the order they are drawn. */
  readonly structure: PDFKit.PDFStructureElement;
  readonly left: number;
  readonly width: number;
  /** Lowest line that may be drawn on. */
  readonly bottom: number;
  readonly top: number;
}

/** Letter paper, in points, as agencies of the United States print. */
const margins = { top: 62, bottom: 58, left: 48, right: 48 };

/** Colours on paper: those of the portal in light. */
export const paper = { ink: '#14202b', muted: '#566472', line: '#dde3e9', strong: '#82909d', raised: '#eef1f4' };
export const tones: Readonly<Record<PrintedTone, string>> = {
  accent: '#0b5fa5',
  sale: '#26734f',
  unknown: '#6c7a87',
  lead: '#925d0d',
  hit: '#b3261e',
  recovery: '#4b3fa0',
  trace: '#0b5fa5',
};

const fontOf = (name: string) => readFileSync(createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}`));
let fonts: { readonly plain: Buffer; readonly bold: Buffer } | null = null;

export function openSheet(about: { title: string; author: string; language: string; madeAt: Date }): Sheet {
  // Read when something is first printed: two files of .7 MB.
  fonts ??= { plain: fontOf('DejaVuSansCondensed.ttf'), bold: fontOf('DejaVuSansCondensed-Bold.ttf') };
  const pdf = new PdfKit({
    size: 'LETTER',
    margins,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    lang: about.language,
    displayTitle: true,
    // None to begin with: one opened without a name would be opened again each time it is asked for by name.
    font: '',
    // The number of the file is made of these, and of nothing else: one document at one time is one row of bytes.
    info: {
      Title: about.title,
      Author: about.author,
      Creator: 'Flashlight',
      Producer: 'Flashlight',
      CreationDate: about.madeAt,
      ModDate: about.madeAt,
    },
  });
  pdf.registerFont('plain', fonts.plain);
  pdf.registerFont('bold', fonts.bold);
  const structure = pdf.struct('Document');
  pdf.addStructure(structure);
  return {
    pdf,
    structure,
    left: margins.left,
    width: pdf.page.width - margins.left - margins.right,
    top: margins.top,
    bottom: pdf.page.height - margins.bottom,
  };
}

/** Whether something of this height still fits under what is there; where it does not, a page is begun. */
export function makeRoom({ pdf, bottom, top }: Sheet, height: number): boolean {
  if (pdf.y + height <= bottom) return true;
  pdf.addPage();
  pdf.y = top;
  return false;
}

/** Text as a page can hold it: letters with their marks as one, and nothing that steers a terminal. */
export function printable(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll('\t', ' ')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '');
}

/** Draws what only decorates: readers of the structure are not told of it. */
export function decorate({ pdf }: Sheet, draw: () => void, kind: 'Layout' | 'Pagination' = 'Layout'): void {
  pdf.markContent('Artifact', { type: kind });
  draw();
  pdf.endMarkedContent();
}
