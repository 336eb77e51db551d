import { notFound } from '@tanstack/react-router';
import { comparedKinds } from '../../../src/model/identity.ts';

/** A page of a number there cannot be is missing, like any other: the server is not asked for it. */
export function onlyNumbers({ location }: { location: { pathname: string } }): void {
  if (!/^\/[a-z]+\/\d{1,16}\/?$/.test(location.pathname)) throw notFound();
}

/** Nor is it asked for a year there cannot be. */
export function onlyYears({ params }: { params: { year: string } }): void {
  if (!/^\d{4}$/.test(params.year)) throw notFound();
}

export function onlyTraceNumbers({ params }: { params: { trace: string } }): void {
  if (!/^[A-Z]{0,4}\d{1,20}[A-Z]{0,2}$/.test(params.trace)) throw notFound();
}

export function onlyGunshots({ params }: { params: { incident: string } }): void {
  if (!/^[0-9a-f]{16}$/.test(params.incident)) throw notFound();
}

export function onlyExhibits({ params }: { params: Readonly<Record<string, string>> }): void {
  if (!Object.values(params).every((number) => /^\d{1,15}$/.test(number))) throw notFound();
}

export function onlyPersons({ params }: { params: { number: string } }): void {
  if (!/^\d{1,16}$/.test(params.number)) throw notFound();
}

/** Nor is it asked for rows held for what is never compared. */
export function onlyCompared({ params }: { params: { id: string } }): void {
  const [kind, number = ''] = params.id.split(':');
  if (!comparedKinds.some((each) => each === kind) || !/^\d{1,16}$/.test(number)) throw notFound();
}
