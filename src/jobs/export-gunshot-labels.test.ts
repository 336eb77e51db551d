import { afterEach, beforeEach, expect, test } from 'vitest';
import { GunshotSlot, one, other, shot } from '../../test/gunshot-slot.ts';
import { undoGunshotFinding } from './decide-gunshot.ts';
import { exportGunshotLabels, type LabelledIncident } from './export-gunshot-labels.ts';

let slot: GunshotSlot;
beforeEach(async () => void (slot = await GunshotSlot.open()));
afterEach(() => slot.close());

const labels = (span = { from: 0, until: Number.MAX_SAFE_INTEGER }) =>
  slot.people(async (client) => {
    const all: LabelledIncident[] = [];
    for await (const each of exportGunshotLabels(client, slot.store.agency.agencyId, span)) all.push(each);
    return all;
  });

test('a label is what the scene says, else the desk; nothing found is none, and what was taken back is gone', async () => {
  const { older, younger } = await slot.locateTwo();
  expect(await labels()).toEqual([]);
  await slot.decide(older, 'not-gunfire');
  await slot.find(younger, 'nothing');
  expect((await labels()).map(({ incident, label, source, findings }) => [incident, label, source, findings])).toEqual([
    [older, 'not-gunfire', 'desk', []],
    [younger, null, null, ['nothing']],
  ]);
  const cases = await slot.find(older, 'cartridge-cases');
  expect((await labels())[0]).toMatchObject({
    label: 'gunfire',
    source: 'scene',
    contradicted: true,
    decision: 'not-gunfire',
    findings: ['cartridge-cases'],
  });
  const { revision } = await slot.now(older);
  await slot.people((client) => undoGunshotFinding(client, slot.desk(), { incident: older, revision, finding: cases }));
  expect((await labels())[0]).toMatchObject({
    label: 'not-gunfire',
    source: 'desk',
    contradicted: false,
    findings: [],
  });
  await slot.undo(older);
  expect((await labels()).map(({ incident }) => incident)).toEqual([younger]);
});

test('with a label goes what was measured of each shot, and no place, no sound, no name of a sensor or a person', async () => {
  await slot.locate([one, shot(3, ['a/2', 'c/2', 'b/2', 'd/2'])]);
  const [incident] = (await slot.standing()) as [string];
  await slot.decide(incident, 'gunfire');
  const [label, ...others] = await labels();
  expect(others).toEqual([]);
  expect(label).toMatchObject({ incident, label: 'gunfire', source: 'desk', pattern: 'multiple' });
  expect(
    label!.shots.map(({ afterSeconds, arrivals }) => [afterSeconds, arrivals.map(({ sensor }) => sensor)]),
  ).toEqual([
    [0, [0, 1, 2, 3, 4, 5, 6]],
    [2, [0, 1, 2, 3]],
  ]);
  // With when, or in what order, sensors heard it, and its place, it could be worked out where they stand.
  for (const { arrivals } of label!.shots)
    for (const arrival of arrivals) expect(Object.keys(arrival).sort()).toEqual(['pulse', 'residualSeconds', 'sensor']);
  expect(JSON.stringify(label)).not.toMatch(/"(lon|lat|cell|by|decidedBy|samples)"|test\.desk/);
});

test('incidents of a span alone, each once however many there are; of what is withdrawn it is said', async () => {
  await slot.locate([one, other, shot(6, ['s', 't', 'u', 'v'], 2000)]);
  for (const incident of await slot.standing()) await slot.decide(incident, 'gunfire');
  const all = await labels();
  expect(all.map(({ incident }) => incident).sort()).toEqual((await slot.standing()).sort());
  expect(all).toHaveLength(3);
  await slot.locate([one, other]);
  // What people know to be gunfire and the program lost is what there is most to learn from.
  expect((await labels()).map(({ withdrawn }) => withdrawn)).toEqual([false, false, true]);
  expect(await labels({ from: other.timeMicroseconds, until: other.timeMicroseconds + 1 })).toHaveLength(1);
});
