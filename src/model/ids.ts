import { Type } from '@sinclair/typebox';
import { entityKinds, type EntityKind } from './tables.ts';

/** How an entity is named outside the store: its kind and number, `firearm:8213`. */
export type EntityId = `${EntityKind}:${number}`;

export const entityIdSchema = Type.String({
  pattern: `^(${entityKinds.join('|')}):[0-9]{1,16}$`,
  description: 'Kind and number of an entity, e.g. firearm:8213',
  examples: ['firearm:8213'],
});

export function entityId(kind: EntityKind, number: number): EntityId {
  return `${kind}:${number}`;
}

/** The kind and number of an id, or null where the text is none. */
export function parseEntityId(text: string): { kind: EntityKind; number: number } | null {
  const [kind, digits, rest] = text.split(':');
  if (rest !== undefined || !digits || !/^[0-9]{1,16}$/.test(digits)) return null;
  return (entityKinds as string[]).includes(kind!) ? { kind: kind as EntityKind, number: Number(digits) } : null;
}

/** Observations of one record are numbered 0 to 63; an entity's number is that of its oldest observation. */
export const ordinalsPerRecord = 64;

export function observationNumber(recordId: number, ordinal: number): number {
  return recordId * ordinalsPerRecord + ordinal;
}
