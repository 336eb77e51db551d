import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { build } from 'vite';

// How long a frame of a surface takes in a browser: node bench/surface-frames.ts [POINTS A SIDE] [PIXELS A SIDE] [FRAMES]
// Chromium of Debian draws in software here; with a graphics card set CHROMIUM to a browser that has one.

const [side = 545, pixels = 545, frames = 60] = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), 'frames-'));
try {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      lib: {
        entry: new URL('../test/browser/surface-frames-page.ts', import.meta.url).pathname,
        name: 'bench',
        formats: ['iife'],
        fileName: () => 'page.js',
      },
    },
  });
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--enable-unsafe-swiftshader'],
  });
  const page = await browser.newPage();
  await page.addScriptTag({ content: await readFile(join(folder, 'page.js'), 'utf8') });
  const measured = (await page.evaluate(`bench.measureFrames(${side}, ${pixels}, ${frames})`)) as {
    renderer: string;
    drawn: Record<string, number>;
    painted: number;
    uploadMilliseconds: number;
  };
  await browser.close();
  console.log(`${side} × ${side} points on ${pixels} × ${pixels} pixels, ${measured.renderer}`);
  console.log(`first frame, with its upload: ${measured.uploadMilliseconds.toFixed(1)} ms`);
  for (const [kind, milliseconds] of Object.entries(measured.drawn))
    console.log(`${kind}: ${milliseconds.toFixed(2)} ms a frame, ${(1000 / milliseconds).toFixed(0)} a second`);
  console.log(`painted without WebGL2, 320 × 320 pixels: ${measured.painted.toFixed(1)} ms a frame`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
