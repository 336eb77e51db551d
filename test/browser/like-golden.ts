import { existsSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator } from 'playwright-core';

const folder = fileURLToPath(new URL('goldens/', import.meta.url));
/** So much a colour may differ where edges are drawn softly. */
const colourMost = 24;
/** And so many of the pixels may. */
const pixelsMost = 0.01;

/**
 * What is wrong with how something looks, beside the picture kept of it; null where nothing is. A picture that changed on purpose, and was looked
 * at, is kept anew with GOLDENS=write.
 */
export async function unlikeGolden(shown: Locator, name: string): Promise<string | null> {
  const path = join(folder, `${name}.png`);
  const seen = await shown.screenshot({ animations: 'disabled', caret: 'hide' });
  if (process.env['GOLDENS'] === 'write') {
    await writeFile(path, seen);
    return null;
  }
  if (!existsSync(path)) return `expected ${path}; there is none: GOLDENS=write keeps one`;
  const share = await shown.page().evaluate(
    async ([one, other, most]) => {
      const pixels = async (base64: string) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const drawing = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
        drawing.drawImage(bitmap, 0, 0);
        return drawing.getImageData(0, 0, bitmap.width, bitmap.height);
      };
      const [kept, now] = [await pixels(one), await pixels(other)];
      if (kept.width !== now.width || kept.height !== now.height)
        return `${kept.width} by ${kept.height} pixels before, ${now.width} by ${now.height} now`;
      let count = 0;
      for (let at = 0; at < kept.data.length; at += 4)
        if ([0, 1, 2].some((part) => Math.abs(kept.data[at + part]! - now.data[at + part]!) > most)) count++;
      return count / (kept.width * kept.height);
    },
    [(await readFile(path)).toString('base64'), seen.toString('base64'), colourMost] as const,
  );
  if (typeof share === 'number' && share <= pixelsMost) return null;
  const other = join(await mkdtemp(join(tmpdir(), 'golden-')), `${name}.png`);
  await writeFile(other, seen);
  const differs = typeof share === 'number' ? `${share} of its pixels differ` : share;
  return `expected what ${path} shows, got ${other}: ${differs}`;
}
