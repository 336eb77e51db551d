import { expect, test } from 'vitest';
import { slotSpan, slotOf } from '../acoustics/shots-of-slot.ts';
import { localPlane } from '../geo/local-plane.ts';
import type { StreamPulse } from '../model/stream-pulse.ts';
import { Random } from '../stats/random.ts';
import { keyedSensor, makeSensorCity } from '../../test/sensor-city.ts';
import { slotsTouched } from './locate-gunshots.ts';
import { RecentPulses } from './recent-pulses.ts';
import { SensorNetwork } from './sensor-network.ts';

const begins = 1_900_000_000_000_000;

test('a pulse that the log gives again is told from one that is new, and is held once', () => {
  const { pulses } = makeSensorCity('recent-pulses', { kinds: ['single'], begins });
  const recent = new RecentPulses(begins);
  expect(recent.add(pulses.slice(0, 30))).toEqual(pulses.slice(0, 30));
  expect(recent.add(pulses)).toEqual(pulses.slice(30));
  const cells = [...new Set(pulses.map(({ cell }) => cell))];
  expect(recent.of(cells, begins, begins + 60e6)?.length).toBe(pulses.length);
  // Of what is older than all that is held nobody knows.
  const older = { ...pulses[0]!, timeMicroseconds: begins - 1 };
  expect([recent.add([older]), recent.add([older])]).toEqual([[older], [older]]);
  recent.trim(begins + 400e6);
  expect(recent.add(pulses)).toEqual(pulses);
});

test('the slots a pulse touches are those that are located from it, and no others', () => {
  const random = new Random('slots-touched');
  const plane = localPlane({ lon: -76.6, lat: 39.3 });
  const sensors = Array.from({ length: 80 }, (_, at) => {
    const place = plane.toLonLat(20_000 * random.next(), 20_000 * random.next());
    const standings = random.chance(0.2) ? [{ fromMicroseconds: begins, trusted: false }] : [];
    const placed = { ...keyedSensor(`s${at}`, place), elevationMeters: null, fromMicroseconds: 0, standings };
    return { ...placed, untilMicroseconds: random.chance(0.1) ? begins : null };
  });
  const network = new SensorNetwork(sensors);
  const [model] = makeSensorCity('slots-touched', { kinds: ['single'], begins }).pulses;
  let touchedInAll = 0;
  for (const { sensor, cell } of sensors) {
    const timeMicroseconds = begins + Math.round((random.next() - 0.5) * 60e6);
    const pulse: StreamPulse = { ...model!, sensor, cell, timeMicroseconds };
    const clockMicroseconds = random.chance(0.1) ? 6_000 : 2;
    const touched = slotsTouched(network, [{ ...pulse, clockMicroseconds }]).map((each) => `${each.slot}/${each.cell}`);
    const used: string[] = [];
    for (let slot = slotOf(timeMicroseconds) + 4; slot >= slotOf(timeMicroseconds) - 4; slot--)
      for (const at of network.cellsAt(slot)) {
        const { from, until } = slotSpan(slot);
        const isHeard = timeMicroseconds >= from && timeMicroseconds < until && clockMicroseconds <= 5_000;
        if (isHeard && network.sensorsAt(at, slot).some((each) => each.sensor === sensor)) used.push(`${slot}/${at}`);
      }
    expect(touched).toEqual(used);
    touchedInAll += touched.length;
  }
  // Of sixteen cells about, a sensor is heard with few.
  expect(touchedInAll / sensors.length).toBeGreaterThan(3);
});
