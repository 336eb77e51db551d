import { cleanCalibre } from '../../../src/model/values/calibre.ts';
import { cleanFirearmType } from '../../../src/model/values/firearm-type.ts';
import type { Words } from './words.tsx';

/** A fact as people read it: the name of a calibre, type or reason instead of its code. */
export function factValue(name: string, value: string, { say, sayIfKnown }: Pick<Words, 'say' | 'sayIfKnown'>): string {
  if (name === 'calibre') {
    const calibre = cleanCalibre(value);
    return calibre === null || calibre.code === 'OTHER' ? value : calibre.name;
  }
  if (name === 'type') {
    const family = cleanFirearmType(value)?.family;
    return family === undefined || family === 'other' ? value : say(`family.${family}`);
  }
  return name === 'no-serial' ? (sayIfKnown(`noSerial.${value}`) ?? value) : value;
}
