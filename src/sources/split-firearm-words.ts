import { cleanCalibre } from '../model/values/calibre.ts';
import { cleanMake } from '../model/values/firearm-make.ts';
import { cleanFirearmType } from '../model/values/firearm-type.ts';
import type { ObservedFirearm } from './observe-firearm.ts';
import { remember } from './remember.ts';

/** The parts of a firearm that stands in one cell; blank where the text does not say. */
export interface FirearmWords {
  readonly serial: string;
  readonly make: string;
  readonly model: string;
  readonly calibre: string;
  readonly type: string;
}

const serialMark =
  /(?:^|[\s,;(])(?:S\s?\/?\s?N|SERIAL|SER|SERIE)\b\.?\s*(?:NO|NUM|NUMBER|NBR)?\b[\s.:#]*([A-Z0-9][A-Z0-9-]{2,})\)?/i;
const calibreForm =
  /(?:^|[\s,;(])(\.?\d{1,3}(?:\.\d{1,2})?\s?(?:X\s?\d{2}(?:\s?MM)?|MM|CAL(?:IBER)?|GA(?:UGE)?|ACP|AUTO|LR|S&W|SPL|SPECIAL|MAG(?:NUM)?|WIN|REM)\b(?:\s(?:LUGER|PARA|ACP|AUTO|LR|S&W|SPL|SPECIAL|MAG(?:NUM)?|GA(?:UGE)?)\b)?|\.\d{2,3}\b)/i;
const makeWordsMost = 4;
/** A description of one firearm is a line or two; a narrative is none. */
const charactersRead = 1_000;

const makeOf = remember(cleanMake);
const typeOf = remember(cleanFirearmType);

/**
 * A firearm as property rooms write it in one cell, such as `GLOCK 19 9MM SN ABC123`, taken apart: the serial number
 * after its mark, the calibre by its form, then type and make by their tables, and what is left after the make is the
 * model. A part that is not plainly there is blank.
 */
export function splitFirearmWords(text: string): FirearmWords {
  let rest = text.slice(0, charactersRead).replace(/\s+/g, ' ').trim();
  const serial = takeOut(serialMark);
  const found = calibreForm.exec(rest)?.[1] ?? '';
  const calibre = found !== '' && cleanCalibre(found) !== null ? takeOut(calibreForm) : '';
  const words = rest.split(/[\s,;()]+/).filter((word) => word !== '');
  const typeAt = words.findIndex((word) => /^[A-Z-]{5,}$/i.test(word) && isType(word));
  const type = typeAt < 0 ? '' : words.splice(typeAt, 1)[0]!;
  const makeLength = lengthOfMake(words);
  const make = words.slice(0, makeLength).join(' ');
  const model = makeLength === 0 ? '' : words.slice(makeLength).join(' ');
  return { serial, make, model, calibre, type };

  function takeOut(form: RegExp): string {
    const match = form.exec(rest);
    if (!match) return '';
    rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`.trim();
    return match[1]!.trim();
  }
}

/** OTHER and the like are types a code table knows, and words of any sentence. */
function isType(word: string): boolean {
  return /PISTOL|REVOLV|RIFLE|SHOTGUN|HANDGUN|CARBINE|DERRING|ESCOPETA/i.test(word) && typeOf(word) !== null;
}

function lengthOfMake(words: readonly string[]): number {
  for (let length = 1; length <= Math.min(makeWordsMost, words.length); length++) {
    const make = makeOf(words.slice(0, length).join(' '));
    if (!make?.known) continue;
    const next = words[length];
    // `SIG` is known, and `SIG SAUER` is its name.
    return next !== undefined && make.name.toUpperCase().split(' ').includes(next.toUpperCase()) ? length + 1 : length;
  }
  return 0;
}

/** A firearm with what its columns leave blank filled from the cell that tells it in words. */
export function withFirearmWords(firearm: ObservedFirearm, text: string, warnings: string[]): ObservedFirearm {
  if (text === '') return firearm;
  const said = splitFirearmWords(text);
  const filled = {
    serial: firearm.serial || said.serial,
    make: firearm.make || said.make,
    model: firearm.model || said.model,
    calibre: firearm.calibre || said.calibre,
    type: firearm.type || said.type,
  };
  const added = (Object.keys(filled) as (keyof typeof filled)[]).some((part) => filled[part] !== (firearm[part] ?? ''));
  if (added) warnings.push('firearm.from-words');
  return { ...firearm, ...filled };
}
