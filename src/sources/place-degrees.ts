import type { Field, FieldValues } from './feed.ts';
import { pointDegrees } from './point-degrees.ts';

type CoordinateField = 'longitude' | 'latitude' | 'x_plane' | 'y_plane' | 'point';

/**
 * The coordinate cells of a row. Columns named X and Y hold metres or feet of a plane in some cities, degrees in others:
 * they are used only where there is no longitude and latitude, and only within the range of degrees. Last comes the place
 * written as one text.
 */
export function degreesOf(row: FieldValues<CoordinateField>): { longitude: string; latitude: string } {
  if (row.has('longitude') || row.has('latitude')) {
    return { longitude: row.text('longitude'), latitude: row.text('latitude') };
  }
  const [x, y] = [row.text('x_plane'), row.text('y_plane')];
  const inDegrees = x !== '' && y !== '' && Math.abs(Number(x)) <= 180 && Math.abs(Number(y)) <= 90;
  return inDegrees ? { longitude: x, latitude: y } : pointDegrees(row.text('point'));
}

/** A coordinate field that headers of one letter, which a plane may use, do not name. */
export const inDegrees = (field: Field): Field => ({
  ...field,
  aliases: field.aliases.filter((alias) => !/^(.* )?[XY]$/.test(alias) || alias.includes('Point')),
});
