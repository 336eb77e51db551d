import {
  cleanCharacteristic,
  characteristicValues,
  classCharacteristics,
  type ClassCharacteristic,
  type FirearmClass,
  type KnownClass,
} from '../model/firearm-class.ts';
import { UsageError } from './command.ts';

export const classOptions = {
  calibre: { type: 'string' },
  aperture: { type: 'string' },
  'breech-face': { type: 'string' },
} as const;

export type ClassOptions = { readonly [K in keyof typeof classOptions]?: string | undefined };

const optionOf: Readonly<Record<ClassCharacteristic, keyof ClassOptions>> = {
  calibre: 'calibre',
  aperture: 'aperture',
  breechFace: 'breech-face',
};

/** The class that options say, as far as they do; fails where one of them says nothing, or several things. */
export function classOf(options: ClassOptions): KnownClass {
  const [calibre, aperture, breechFace] = classCharacteristics.map((name) =>
    cleanOption(name, options[optionOf[name]]),
  );
  return { calibre: calibre!, aperture: aperture!, breechFace: breechFace! };
}

/** The same, where all three must be said. */
export function wholeClassOf(options: ClassOptions): FirearmClass {
  const { calibre, aperture, breechFace } = classOf(options);
  if (calibre === null || aperture === null || breechFace === null)
    throw new UsageError(
      'Expected --calibre, --aperture and --breech-face of all firearms of the set, like --calibre "9 mm Luger" --aperture RECTANGULAR --breech-face PARALLEL: a ratio is given to exhibits of that class alone.',
    );
  return { calibre, aperture, breechFace };
}

function cleanOption(name: ClassCharacteristic, written: string | undefined): string | null {
  if (written === undefined) return null;
  const option = `--${optionOf[name]}`;
  const value = cleanCharacteristic(name, written);
  const allowed = characteristicValues(name)?.filter((each) => each !== 'OTHER') ?? null;
  if (value === null || (allowed !== null && !allowed.includes(value.value)))
    throw new UsageError(
      `Expected ${option} to be ${allowed === null ? 'a calibre, like 9 mm Luger' : `one of ${allowed.join(', ')}`}; got ${written}.`,
    );
  if (value.assumed)
    throw new UsageError(
      `Expected ${option} to name one calibre; ${written} names several: say ${value.value}, if it is that.`,
    );
  return value.value;
}
