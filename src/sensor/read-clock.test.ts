import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clockOfChrony, clockOfNtpd, readClock } from './read-clock.ts';

const chrony = (fields: Record<number, string>) => {
  const line =
    '50505300,PPS,1,1764580000.123,0.000000300,0.000000400,0.000000400,-5.1,0.0,0.01,0.000000001,0.000012,16.1,Normal';
  return line
    .split(',')
    .map((field, at) => fields[at] ?? field)
    .join(',');
};
const unknown = { source: 'none', sigmaMicroseconds: 3_600_000_000 };

test('chrony says how well the clock is known: a receiver beside it by microseconds, a server by its way', () => {
  // The root of .3² + .4² + 12² microseconds is 12.01.
  expect(clockOfChrony(chrony({}))).toEqual({ clock: { source: 'gps', sigmaMicroseconds: 13 }, from: 'chrony' });
  // A way of 34.64 ms there and back: even within 17.32 ms, 10 ms.
  const { clock } = clockOfChrony(chrony({ 2: '3', 10: '0.034641' }));
  expect(clock.source).toBe('ntp');
  expect(clock.sigmaMicroseconds).toBeCloseTo(10_000, -1);
});

test('a clock that is not synchronised, or of which nothing is understood, is not known', () => {
  for (const line of [
    chrony({ 13: 'Not synchronised' }),
    chrony({ 2: '0' }),
    chrony({ 0: '7F7F0101' }),
    chrony({ 11: '' }),
    '',
    '506 Cannot talk to daemon',
  ])
    expect(clockOfChrony(line).clock).toEqual(unknown);
  const ntpd = 'leap=00, stratum=2, rootdelay=3.464, rootdisp=3, offset=-4.000000,\nsys_jitter=0';
  // The root of 1² + 3² + 4² milliseconds.
  expect(clockOfNtpd(ntpd)).toEqual({ clock: { source: 'ntp', sigmaMicroseconds: 5_100 }, from: 'ntpd' });
  for (const [from, to] of [
    ['leap=00', 'leap=11'],
    ['stratum=2', 'stratum=16'],
    ['stratum=2', 'refid=LOCAL(0), stratum=2'],
    ['rootdisp=3', 'rootdisp=?'],
    [ntpd, ''],
  ])
    expect(clockOfNtpd(ntpd.replace(from!, to!)).clock).toEqual(unknown);
});

test('the programs of the machine are asked, and one that is not there is none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'flashlight-clock-'));
  const path = process.env['PATH'];
  const program = (name: string, code: string) =>
    writeFile(join(folder, name), `#!${process.execPath}\n${code}\n`, { mode: 0o755 });
  try {
    process.env['PATH'] = folder;
    expect((await readClock()).from).toBe('neither chrony nor ntpd answers');
    await program('ntpq', `console.log('leap=00, stratum=1, rootdelay=0, rootdisp=1, offset=0, sys_jitter=0')`);
    expect(await readClock()).toEqual({ clock: { source: 'gps', sigmaMicroseconds: 1_000 }, from: 'ntpd' });
    await program('chronyc', `console.log(${JSON.stringify(chrony({}))})`);
    expect((await readClock()).from).toBe('chrony');
    await program('chronyc', `console.log('506 Cannot talk to daemon'); process.exit(1)`);
    expect((await readClock()).from).toBe('ntpd');
  } finally {
    process.env['PATH'] = path;
    await rm(folder, { recursive: true, force: true });
  }
});
