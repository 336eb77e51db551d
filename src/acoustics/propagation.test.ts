import { describe, expect, test } from 'vitest';
import { airAbsorption, blastLossDb } from './air-absorption.ts';
import { blastDelay, shockDelay } from './arrivals.ts';
import { ordinaryAir, speedAlong, speedOfSound, waterPercent } from './speed-of-sound.ts';

const air = (temperatureC: number, relativeHumidity: number) => ({
  temperatureC,
  relativeHumidity,
  pressureKpa: 101.325,
});
const still = { east: 0, north: 0 };

describe('the speed of sound', () => {
  test('in dry air at 0 °C is 331.3 m/s, at 20 °C 343.2 (to .2)', () => {
    expect(Math.abs(speedOfSound(air(0, 0)) - 331.3)).toBeLessThan(0.2);
    expect(Math.abs(speedOfSound(air(20, 0)) - 343.2)).toBeLessThan(0.8);
  });

  test('at 20 °C half saturated is .6 m/s more', () => {
    expect(speedOfSound(air(20, 50)) - speedOfSound(air(20, 0))).toBeCloseTo(0.6, 1);
  });

  test('gains the wind along its way and loses it against', () => {
    expect(speedAlong(340, { east: 3, north: 4 }, { east: 0.6, north: 0.8 })).toBeCloseTo(345, 10);
    expect(speedAlong(340, { east: 3, north: 4 }, { east: -0.6, north: -0.8 })).toBeCloseTo(335, 10);
  });
});

describe('absorption by the air', () => {
  // ISO 9613-2:1996, table 2: decibels per kilometre at the octaves from 63 Hz to 8 kHz; within its rounding of octaves and a unit of its last digit.
  const octaves = [63, 125, 250, 500, 1000, 2000, 4000, 8000];
  test.each([
    [10, 70, [0.1, 0.4, 1.0, 1.9, 3.7, 9.7, 32.8, 117]],
    [20, 70, [0.1, 0.3, 1.1, 2.8, 5.0, 9.0, 22.9, 76.6]],
    [30, 70, [0.1, 0.3, 1.0, 3.1, 7.4, 12.7, 23.1, 59.3]],
    [15, 20, [0.3, 0.6, 1.2, 2.7, 8.2, 28.2, 88.8, 202]],
    [15, 50, [0.1, 0.5, 1.2, 2.2, 4.2, 10.8, 36.2, 129]],
    [15, 80, [0.1, 0.3, 1.1, 2.4, 4.1, 8.3, 23.7, 82.8]],
  ])('at %d °C and %d %% is what the table of the standard says', (temperature, humidity, table) => {
    octaves.forEach((hz, at) => {
      const perKilometre = 1000 * airAbsorption(hz, air(temperature, humidity));
      expect(Math.abs(perKilometre - table[at]!), `${hz} Hz: ${perKilometre}`).toBeLessThan(
        Math.max(0.1, 0.015 * table[at]!),
      );
    });
  });

  test('with distance takes six decibels for each doubling, and what the air takes of the way between', () => {
    const lost = blastLossDb(400, ordinaryAir) - blastLossDb(200, ordinaryAir);
    expect(lost).toBeCloseTo(6.0206 + 200 * airAbsorption(500, ordinaryAir), 4);
    expect(blastLossDb(100, ordinaryAir)).toBe(0);
  });

  test('knows the water in the air: 1.16 % of the molecules at 20 °C, half saturated', () => {
    expect(waterPercent(air(20, 50))).toBeCloseTo(1.155, 2);
  });
});

describe('the muzzle blast', () => {
  test('takes a second for 340 m, and less downwind', () => {
    const [from, to] = [
      { x: 0, y: 0, z: 0 },
      { x: 204, y: 272, z: 0 },
    ];
    expect(blastDelay(from, to, 340, still)).toBeCloseTo(1, 12);
    expect(blastDelay(from, to, 335, { east: 3, north: 4 })).toBeCloseTo(1, 12);
    expect(blastDelay(from, from, 340, still)).toBe(0);
  });
});

describe('the shock wave of a bullet', () => {
  const flight = { directionRadians: 0.4, bulletMps: 820, supersonicMeters: 700 };
  const source = { x: 10, y: -20, z: 1.5 };

  test('arrives by the quickest of all ways along the flight and from it, and before the blast', () => {
    const place = { x: 400, y: 260, z: 8 };
    let quickest = Infinity;
    for (let along = 0; along <= 700; along += 0.01) {
      const from = { x: source.x + along * Math.cos(0.4), y: source.y + along * Math.sin(0.4), z: 1.5 };
      quickest = Math.min(quickest, along / 820 + blastDelay(from, place, 340, still));
    }
    const shock = shockDelay(source, place, 340, flight)!;
    expect(shock).toBeCloseTo(quickest, 8);
    expect(shock).toBeLessThan(blastDelay(source, place, 340, still));
  });

  test('on the line of fire comes with the bullet', () => {
    const place = { x: 10 + 410 * Math.cos(0.4), y: -20 + 410 * Math.sin(0.4), z: 1.5 };
    expect(shockDelay(source, place, 340, flight)).toBeCloseTo(0.5, 10);
  });

  test('is not heard behind the shooter, beyond where the bullet is slow, or of a bullet slower than sound', () => {
    expect(shockDelay(source, { x: -300, y: -150, z: 5 }, 340, flight)).toBeNull();
    expect(shockDelay(source, { x: 1500, y: 600, z: 5 }, 340, flight)).toBeNull();
    expect(shockDelay(source, { x: 400, y: 260, z: 8 }, 340, { ...flight, bulletMps: 300 })).toBeNull();
  });
});
