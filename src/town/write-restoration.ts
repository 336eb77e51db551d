import type { Firearm } from './firearms.ts';
import type { Random } from '../stats/random.ts';

export const restorationHeader =
  'Obliteration Method,Restoration Attempted,Restoration Result,Restoration Lab ID,Restored Serial,Restored Confidence';
const noRestoration = ['', '', '', '', '', ''];

const methods = ['GROUND', 'GROUND', 'Grinding', 'FILED', 'DRILLED', 'PUNCHED', 'OVERSTAMPED', 'ACID', 'UNKNOWN', ''];
/** Ours: of removed numbers, those a laboratory tries; of those, what comes of it. */
const attemptedShare = 0.6;
const fullShare = 0.3;
const noneShare = 0.25;
/** Ours: characters that were read wrongly, by how sure the laboratory was. */
const wrong = { H: 0.01, M: 0.08, L: 0.3 } as const;

/** What a property room writes of a number that was removed, and a laboratory of restoring it. */
export function writeRestoration(firearm: Firearm, random: Random): string[] {
  const serial = firearm.serial.replaceAll('-', '');
  if (!firearm.obliterated || serial === '') return noRestoration;
  const method = random.pick(methods);
  if (!random.chance(attemptedShare)) return [method, random.pick(['N', '']), '', '', '', ''];
  const lab = `FTB-${random.between(10_000, 99_999)}`;
  const roll = random.next();
  if (roll < noneShare) return [method, 'Y', random.pick(['NONE', 'NEGATIVE', 'NOT RESTORED']), lab, '', ''];
  const whole = roll < noneShare + fullShare;
  const read = [...serial].map((sign) => {
    if (!whole && random.chance(0.3)) return { sign: '?', grade: '?' };
    const grade = random.chance(whole ? 0.9 : 0.6) ? 'H' : random.chance(0.5) ? 'M' : 'L';
    return { sign: random.chance(wrong[grade]) ? random.pick([...'0123456789']) : sign, grade };
  });
  return [
    method,
    'Y',
    whole ? 'FULL' : 'PARTIAL',
    lab,
    read.map(({ sign }) => sign).join(''),
    read.map(({ grade }) => grade).join(''),
  ];
}
