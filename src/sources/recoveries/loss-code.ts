import { NIBRS_PROPERTY_LOSSES } from '../../model/values/nibrs-tables.ts';
import { plainText } from '../../model/values/plain-text.ts';

/** Texts by NIBRS code (data element 14); data, add what property rooms write. */
const TEXTS: Readonly<Record<string, string>> = {
  '1': 'NONE',
  '2': 'BURNED',
  '3': 'COUNTERFEITED,FORGED',
  '4': 'DAMAGED,DESTROYED,VANDALIZED',
  '5': 'RECOVERED,RECOVERED STOLEN,RECOVERED PROPERTY,FOUND,FOUND PROPERTY,RECOVERED STOLEN PROPERTY',
  '6': 'SEIZED,CONFISCATED,EVIDENCE,TAKEN AS EVIDENCE,CONTRABAND,SEIZURE',
  '7': 'STOLEN',
  '8': 'UNKNOWN,UNK',
};

const CODE_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(TEXTS).flatMap(([code, texts]) => texts.split(',').map((text) => [text, code] as const)),
);

/** NIBRS type of property loss, from its code or in words; null where it is neither. */
export function cleanLossCode(raw: string): string | null {
  const text = plainText(raw);
  const code = /^0?([1-8])(?:\.0)?$/.exec(text)?.[1];
  if (code !== undefined && code in NIBRS_PROPERTY_LOSSES) return code;
  const words = text.replace(/^[1-8]\s*[-:=]\s*/, '');
  return CODE_OF.get(words) ?? null;
}
