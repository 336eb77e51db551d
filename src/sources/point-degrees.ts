import { cleanCoordinatePair } from '../model/values/coordinates.ts';

/** What follows an address in one cell: `100 MAIN ST\nHARBOR CITY, MD\n(39.29, -76.61)`. */
const pairAtEnd = /\(\s*-?\d{1,3}\.\d+\s*,\s*-?\d{1,3}\.\d+\s*\)\s*$/;
const geoJson = /"coordinates"\s*:\s*\[\s*(-?\d[\d.]*)\s*,\s*(-?\d[\d.]*)\s*\]/;
const nowhere = { longitude: '', latitude: '' };

/**
 * Longitude and latitude of a place written as one text: `POINT (-76.61 39.29)` and GeoJSON are longitude first, as their
 * standards say (OGC 06-103r4, RFC 7946); a bare pair is latitude first. Blank where the text is no such pair.
 */
export function pointDegrees(cell: string): { readonly longitude: string; readonly latitude: string } {
  if (cell === '') return nowhere;
  const json = geoJson.exec(cell);
  if (json) return { longitude: json[1]!, latitude: json[2]! };
  const point = cleanCoordinatePair(pairAtEnd.exec(cell)?.[0] ?? cell, 'lat-lon');
  return point.kind === 'located' ? { longitude: String(point.lon), latitude: String(point.lat) } : nowhere;
}
