import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importUndisturbed, importWithKills, numbersBySeed, type KillReport } from '../faults/kill-imports.ts';
import { busyCity, writeFiles } from '../faults/town-files.ts';

const rounds = 10;
const killsARound = 5;

test(`${rounds * killsARound} kill -9 during imports: nothing acknowledged is lost, nothing doubled`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'flashlight-feeds-'));
  try {
    writeFiles(folder, busyCity());
    const undisturbed = await importUndisturbed(folder);
    const kills: KillReport['kills'][number][] = [];
    for (let round = 0; round < rounds; round++) {
      const report = await importWithKills(folder, undisturbed, {
        kills: killsARound,
        victims: ['program', 'program', 'backend', 'program', 'postmaster'],
        random: numbersBySeed(1_000 + round),
      });
      kills.push(...report.kills);
      console.log(
        `round ${round + 1}:`,
        report.kills.map(({ victim, seconds, at }) => `${victim} at ${seconds.toFixed(1)} s (${at.slice(0, 30)})`),
      );
      expect([report.differences, report.broken, report.leftovers], `round ${round}`).toEqual([[], [], []]);
    }
    expect(kills).toHaveLength(rounds * killsARound);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 7_200_000);
