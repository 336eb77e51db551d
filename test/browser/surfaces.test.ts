import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBreechFaces } from '../../src/ballistics/make-breech-face.ts';
import { drawnOf, paintPicture, type Picture } from '../../src/ballistics/paint-surfaces.ts';
import { faceBox, heightWithin, usualRelief } from '../../src/ballistics/surface-figures.ts';
import { placingOf } from '../../src/ballistics/surface-placing.ts';
import { unpackSurface } from '../../src/model/packed-surface.ts';
import type { SurfaceComparison } from '../../src/model/surface-comparison.ts';
import { enrolScan, prepareScans } from '../enrolled-scans.ts';
import { unlikeGolden } from './like-golden.ts';
import {
  accessibilityFaults,
  atRest,
  faultsLightAndDark,
  openPortal,
  type Portal,
  type WatchedPage,
} from './open-portal.ts';

let portal: Portal;
let first: { exhibit: number; scan: number | null };
let second: { exhibit: number; scan: number | null };

beforeAll(async () => {
  portal = await openPortal();
  const make = createBreechFaces();
  const face = { classSeed: 'c', firearmSeed: 'f' };
  first = await enrolScan(portal.server, { item: 'E-1', map: make({ ...face, shotSeed: 's1', tilt: 4 }) });
  second = await enrolScan(portal.server, { item: 'E-2', map: make({ ...face, shotSeed: 's2', turn: 1.1 }) });
  await prepareScans(portal.server);
}, 240_000);
afterAll(() => portal.close());

async function ask<T>(path: string): Promise<T> {
  const cookie = await portal.server.signIn('analyst');
  return (await portal.server.api.inject({ url: `/api/v1${path}`, headers: { cookie } })).json();
}

interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** What a canvas of the page shows, as it is drawn. */
async function pixelsOf(page: WatchedPage, at = 0): Promise<Pixels> {
  const { width, height, bytes } = await page.evaluate(async (n) => {
    const canvas = document.querySelectorAll<HTMLCanvasElement>('.picture-box canvas')[n]!;
    const copy = document.createElement('canvas');
    Object.assign(copy, { width: canvas.width, height: canvas.height });
    const drawing = copy.getContext('2d')!;
    drawing.drawImage(canvas, 0, 0);
    const { data } = drawing.getImageData(0, 0, copy.width, copy.height);
    let letters = '';
    for (const byte of data) letters += String.fromCharCode(byte);
    return { width: copy.width, height: copy.height, bytes: btoa(letters) };
  }, at);
  return { width, height, data: Buffer.from(bytes, 'base64') };
}
const inks = ({ data }: Pixels) => new Set(data.filter((_, at) => at % 4 === 1)).size;
/** In how many of their pixels two pictures differ by more than so much in one colour. */
const unlike = (one: { data: ArrayLike<number> }, other: { data: ArrayLike<number> }, most: number) => {
  let count = 0;
  for (let at = 0; at < one.data.length; at += 4)
    if ([0, 1, 2].some((part) => Math.abs(one.data[at + part]! - other.data[at + part]!) > most)) count++;
  return count / (one.data.length / 4);
};

test('two breech faces are looked at, lit, laid over each other and measured, and a mask that is drawn is compared', async () => {
  const page = await portal.openPage();
  await page.goto(`/exhibits/${first.exhibit}/with/${second.exhibit}`);
  await page.getByRole('heading', { level: 1, name: 'Comparison of E-1 and E-2' }).waitFor();
  await page.getByRole('group', { name: 'Second: E-2' }).waitFor();
  await atRest(page);
  const evidence = page.getByRole('complementary', { name: 'Evidence' });
  const { compared } = await ask<SurfaceComparison>(`/exhibits/${first.exhibit}/with/${second.exhibit}`);
  await evidence.getByText(`${compared!.congruentCells} of ${compared!.cellsCompared} compared`).waitFor();
  await evidence.getByText('Undetermined: there is no calibration set.', { exact: false }).waitFor();
  await page
    .getByText('Possible association at most; not a confirmed identification', { exact: false })
    .first()
    .waitFor();
  expect(await page.getByRole('main').innerText()).not.toMatch(/\bmatch|\d ?%/i);
  expect(await page.locator('.cell-mark.congruent').count()).toBe(2 * compared!.congruentCells);
  expect(await faultsLightAndDark(page)).toEqual([]);
  await atRest(page);
  expect(await unlikeGolden(page.getByRole('main'), 'comparison')).toBeNull();

  // What the graphics card draws is what is painted point by point.
  expect(await page.locator('.picture-box canvas').first().getAttribute('data-drawn')).toBe('webgl');
  const drawn = await pixelsOf(page);
  expect(inks(drawn)).toBeGreaterThan(100);
  const cookie = await portal.server.signIn('analyst');
  const surfaceOf = async (side: typeof first) => {
    const url = `/api/v1/exhibits/${side.exhibit}/scans/${side.scan}/surface`;
    return drawnOf(unpackSurface((await portal.server.api.inject({ url, headers: { cookie } })).rawPayload)!);
  };
  const [one, other] = [await surfaceOf(first), await surfaceOf(second)];
  const { left, right, top, bottom } = faceBox(one);
  const span = Math.max(right - left, bottom - top) * 1.06;
  const degrees = Math.PI / 180;
  const laid = {
    firstMiddle: compared!.firstMiddle,
    secondMiddle: compared!.secondMiddle,
    turn: -compared!.rotationDegrees! * degrees,
    ...compared!.translationMicrons!,
  };
  const picture: Picture = {
    first: one,
    second: other,
    placing: placingOf(
      { x: (left + right) / 2, y: (top + bottom) / 2, micronsPerPixel: span / drawn.width, turn: 0 },
      drawn,
      laid,
      { first: one.pitchMicrons, second: other.pitchMicrons },
    ),
    shown: 'first',
    beside: 'first',
    split: 1,
    look: 'light',
    light: { azimuth: 135, elevation: 40, relief: Math.round(usualRelief(one)) },
    rangeMicrons: Number(Math.max(heightWithin(one, 0.98), heightWithin(other, 0.98)).toPrecision(2)),
    offsetMicrons: 0,
    maskShown: true,
    ground: [255, 255, 255],
    hatch: [0x6c, 0x7a, 0x87],
  };
  const painted = (change: Partial<Picture>) => ({
    data: paintPicture({ ...picture, ...change }, drawn.width, drawn.height),
  });
  expect(unlike(drawn, painted({}), 12)).toBeLessThan(0.01);
  const laidOver = await pixelsOf(page, 1);
  expect(unlike(laidOver, painted({ shown: 'second', beside: 'second' }), 12)).toBeLessThan(0.01);
  // Laid over by the program, the second looks like the first; as it was scanned it does not.
  const unlaid = { ...picture.placing, second: picture.placing.first };
  expect(unlike(laidOver, drawn, 60)).toBeLessThan(
    0.7 * unlike(painted({ shown: 'second', beside: 'second', placing: unlaid }), drawn, 60),
  );

  // Light by keys, everything in the address.
  const box = page.getByRole('group', { name: 'First: E-1' });
  await box.focus();
  for (let n = 0; n < 12; n++) await page.keyboard.press('Shift+ArrowRight');
  await page.waitForURL(/light=75,40/);
  await atRest(page);
  expect(unlike(await pixelsOf(page), drawn, 30)).toBeGreaterThan(0.1);
  await page.keyboard.press('h');
  await page.keyboard.press('p');
  await page.waitForURL(/look=height.*line=/);
  await page.getByRole('img', { name: /^Heights along a line of \d+ µm/ }).waitFor();
  expect(await page.locator('.profile-row').count()).toBe(2);
  await page.getByRole('button', { name: 'Line', exact: true }).click();
  const at = (await box.boundingBox())!;
  await page.mouse.move(at.x + at.width * 0.2, at.y + at.height * 0.15);
  await page.mouse.down();
  await page.mouse.move(at.x + at.width * 0.8, at.y + at.height * 0.15, { steps: 4 });
  await page.mouse.up();
  const half = Math.round(span * 0.6);
  await page
    .getByRole('img', { name: new RegExp(`^Heights along a line of (${half - 1}|${half}|${half + 1}) µm`) })
    .waitFor();
  await page.keyboard.press('4');
  await page.getByRole('group', { name: 'First less second' }).waitFor();
  await page.waitForURL(/mode=difference/);
  await atRest(page);
  expect(await unlikeGolden(page.locator('.picture-box'), 'difference')).toBeNull();
  const difference = await pixelsOf(page);
  expect(inks(difference)).toBeGreaterThan(100);
  const address = page.url();
  await page.reload();
  await page.getByRole('group', { name: 'First less second' }).waitFor();
  await atRest(page);
  expect(page.url()).toBe(address);
  expect(unlike(await pixelsOf(page), difference, 4)).toBeLessThan(0.001);

  // A report, for a purpose that is on record.
  await evidence.getByRole('button', { name: 'Report of the comparison (PDF)' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('Case 25-1');
  const file = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Make the report' }).click();
  expect((await file).suggestedFilename()).toBe(`comparison-${first.exhibit}-${second.exhibit}.pdf`);

  // The mask: half of the face is left out, taken back, left out again, kept; the preparation before stays.
  await evidence.getByRole('link', { name: 'Edit the mask' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Mask of a scan' }).waitFor();
  await atRest(page);
  const before = await pixelsOf(page);
  const mask = (await page.getByRole('group', { name: 'The scan with its mask' }).boundingBox())!;
  for (let n = 0; n < 12; n++) await page.keyboard.press('.');
  await page.mouse.move(mask.x + mask.width * 0.12, mask.y + 5);
  await page.mouse.down();
  for (const [right, down] of [
    [0.12, 0.98],
    [0.3, 0.98],
    [0.3, 0.02],
  ] as const)
    await page.mouse.move(mask.x + mask.width * right, mask.y + mask.height * down, { steps: 6 });
  await page.mouse.up();
  await atRest(page);
  expect(unlike(await pixelsOf(page), before, 30)).toBeGreaterThan(0.1);
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('z');
  await atRest(page);
  expect(unlike(await pixelsOf(page), before, 4)).toBeLessThan(0.001);
  await page.keyboard.press('y');
  await page.reload();
  await page.getByText('Your strokes are kept in this tab until then.').waitFor();
  await page.getByRole('button', { name: 'Keep as another preparation' }).click();
  await page.waitForURL(/\/with\/\d+\?scan=\d+/);
  await page.getByText('A scan is being prepared').waitFor();
  await prepareScans(portal.server);
  await page.getByRole('group', { name: 'First: E-1' }).waitFor({ timeout: 30_000 });
  await evidence.getByText('drawn by test.analyst').waitFor();
  await evidence.getByText('2 preparations').waitFor();
  const masked = await ask<SurfaceComparison>(`/exhibits/${first.exhibit}/with/${second.exhibit}`);
  expect(masked.compared!.cellsCompared).toBeLessThan(compared!.cellsCompared);
  await evidence
    .getByText(`${masked.compared!.congruentCells} of ${masked.compared!.cellsCompared} compared`)
    .waitFor();
  expect(page.complaints).toEqual([]);
  expect(page.outside).toEqual([]);
  await page.close();
}, 400_000);

test('without WebGL2, on a phone, in Spanish and in the dark, the same is painted, and said', async () => {
  const page = await portal.openPage({ width: 390, height: 844, scheme: 'dark', locale: 'es-US' });
  await page.addInitScript(() => {
    const own = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
      return kind === 'webgl2' ? null : (own as (...given: unknown[]) => unknown).call(this, kind, ...rest);
    } as typeof own;
  });
  await page.goto(`/exhibits/${first.exhibit}/with/${second.exhibit}?mode=swipe&look=height`);
  await page.getByRole('heading', { level: 1, name: 'Comparación de E-1 y E-2' }).waitFor();
  await page.getByText('Este navegador no tiene WebGL2', { exact: false }).waitFor();
  await atRest(page);
  expect(await page.locator('.picture-box canvas').getAttribute('data-drawn')).toBe('painted');
  expect(inks(await pixelsOf(page))).toBeGreaterThan(60);
  expect(await unlikeGolden(page.locator('.picture-box'), 'swipe-dark-phone')).toBeNull();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(page.complaints).toEqual([]);
  await page.close();
}, 60_000);
