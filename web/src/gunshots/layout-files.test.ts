import { expect, test } from 'vitest';
import { layoutAsCsv, layoutAsJson, readLayout } from './layout-files.ts';

const sensors = [
  { lon: -76.612345, lat: 39.290001 },
  { lon: -76.6, lat: 39.3 },
];

test('a layout survives both files', () => {
  expect(readLayout(layoutAsCsv(sensors))).toEqual({ kind: 'read', sensors });
  expect(readLayout(layoutAsJson(sensors))).toEqual({ kind: 'read', sensors });
  expect(readLayout('Name;Latitude;Longitude\nroof;39.3;-76.6\n')).toEqual({
    kind: 'read',
    sensors: [{ lon: -76.6, lat: 39.3 }],
  });
});

test('a file that is no layout says why, and nothing of it is taken', () => {
  const faultOf = (text: string) => {
    const read = readLayout(text);
    return read.kind === 'refused' ? read.fault : null;
  };
  expect(faultOf('{"sensors": 3}')).toEqual({ kind: 'unreadable' });
  expect(faultOf('{"sensors": [')).toEqual({ kind: 'unreadable' });
  expect(faultOf('x,y\n1,2\n')).toEqual({ kind: 'no-columns' });
  expect(faultOf('')).toEqual({ kind: 'no-columns' });
  expect(faultOf('lon,lat\n-76.6,39.3\n-76.6,\n')).toEqual({ kind: 'place', line: 3 });
  expect(faultOf('lon,lat\n-200,39\n')).toEqual({ kind: 'place', line: 2 });
  expect(faultOf('{"sensors": [{"lon": 1, "lat": null}]}')).toEqual({ kind: 'place', line: 1 });
  expect(faultOf(`lon,lat\n${'1,2\n'.repeat(301)}`)).toEqual({ kind: 'too-many', count: 301 });
});
