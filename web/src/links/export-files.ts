import { tokenColour } from '../frame/theme.ts';

/** Hands a file made in the browser to the reader. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export async function pictureFile(canvas: HTMLCanvasElement): Promise<Blob | null> {
  return new Promise((done) => canvas.toBlob(done, 'image/png'));
}

const lineHigh = 18;
const edge = 16;

/** A picture with lines of words below it: how it may be handled, what for, who and when. */
export function pictureWithLines(picture: HTMLCanvasElement, lines: readonly string[]): HTMLCanvasElement {
  const ratio = window.devicePixelRatio || 1;
  const whole = document.createElement('canvas');
  const context = whole.getContext('2d')!;
  const font = (at: number) => `${at === 0 ? '600 ' : ''}12px Inter, system-ui, sans-serif`;
  const width = picture.width / ratio;
  const broken = lines.flatMap((line, at) => {
    context.font = font(at);
    const parts: string[] = [];
    for (const word of line.split(' ')) {
      const longer = `${parts.at(-1) ?? ''} ${word}`.trim();
      if (parts.length > 0 && context.measureText(longer).width <= width - 2 * edge) parts[parts.length - 1] = longer;
      else parts.push(word);
    }
    return parts.map((text) => ({ text, at }));
  });
  whole.width = picture.width;
  whole.height = picture.height + Math.round((broken.length + 1) * lineHigh * ratio);
  context.fillStyle = tokenColour('panel');
  context.fillRect(0, 0, whole.width, whole.height);
  context.drawImage(picture, 0, 0);
  context.scale(ratio, ratio);
  context.fillStyle = tokenColour('ink');
  for (const [row, { text, at }] of broken.entries()) {
    context.font = font(at);
    context.fillText(text, edge, picture.height / ratio + (row + 1) * lineHigh);
  }
  return whole;
}
