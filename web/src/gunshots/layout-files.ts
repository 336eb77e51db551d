import { layoutSensorsMax, type LayoutSensor } from '../../../src/model/gunshot-desk.ts';

/** Why a file is no layout: what was expected, and where. */
export type LayoutFault =
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'no-columns' }
  | { readonly kind: 'place'; readonly line: number }
  | { readonly kind: 'too-many'; readonly count: number };

export type ReadLayout =
  | { readonly kind: 'read'; readonly sensors: readonly LayoutSensor[] }
  | { readonly kind: 'refused'; readonly fault: LayoutFault };

const digits = 6;
const rounded = ({ lon, lat }: LayoutSensor) => ({
  lon: Number(lon.toFixed(digits)),
  lat: Number(lat.toFixed(digits)),
});

export function layoutAsCsv(sensors: readonly LayoutSensor[]): string {
  const lines = sensors.map((each, at) => `${at + 1},${rounded(each).lon},${rounded(each).lat}`);
  return `${['sensor,lon,lat', ...lines].join('\r\n')}\r\n`;
}

export function layoutAsJson(sensors: readonly LayoutSensor[]): string {
  return `${JSON.stringify({ sensors: sensors.map(rounded) }, null, 2)}\n`;
}

/** A layout from a file, all of it or nothing: JSON as it is given out here, or CSV with columns lon and lat. */
export function readLayout(text: string): ReadLayout {
  const read = text.trimStart().startsWith('{') ? fromJson(text) : fromCsv(text);
  if (read.kind === 'read' && read.sensors.length > layoutSensorsMax)
    return { kind: 'refused', fault: { kind: 'too-many', count: read.sensors.length } };
  return read;
}

function fromJson(text: string): ReadLayout {
  try {
    const { sensors } = JSON.parse(text) as { sensors?: unknown };
    if (!Array.isArray(sensors)) return { kind: 'refused', fault: { kind: 'unreadable' } };
    return places(
      sensors.map((each: unknown, at) => ({ line: at + 1, ...(each as { lon?: unknown; lat?: unknown }) })),
    );
  } catch {
    return { kind: 'refused', fault: { kind: 'unreadable' } };
  }
}

function fromCsv(text: string): ReadLayout {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const cells = (line: string) => line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  const head = cells(lines[0] ?? '').map((name) => name.toLowerCase());
  const [lon, lat] = [
    head.findIndex((name) => name === 'lon' || name === 'longitude'),
    head.findIndex((name) => name === 'lat' || name === 'latitude'),
  ] as [number, number];
  if (lon < 0 || lat < 0) return { kind: 'refused', fault: { kind: 'no-columns' } };
  return places(
    lines.flatMap((line, at) => {
      if (at === 0 || line.trim() === '') return [];
      const own = cells(line);
      return [{ line: at + 1, lon: own[lon] ? Number(own[lon]) : NaN, lat: own[lat] ? Number(own[lat]) : NaN }];
    }),
  );
}

function places(all: readonly { line: number; lon?: unknown; lat?: unknown }[]): ReadLayout {
  const sensors: LayoutSensor[] = [];
  for (const { line, lon, lat } of all) {
    if (typeof lon !== 'number' || typeof lat !== 'number' || !(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 85))
      return { kind: 'refused', fault: { kind: 'place', line } };
    sensors.push({ lon, lat });
  }
  return { kind: 'read', sensors };
}
