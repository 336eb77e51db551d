import type { SameKeys } from '../frame/same-keys.ts';
import type { restorationEn } from './restoration-words.en.ts';

/** Texts of the removal and restoration of a serial number, in Spanish. */
export const restorationEs: SameKeys<typeof restorationEn> = {
  'restoration.title': 'Número de serie borrado',
  'restoration.removal': 'Cómo se borró',
  'restoration.removal.ground': 'esmerilado',
  'restoration.removal.drilled': 'taladrado',
  'restoration.removal.punched': 'punzonado',
  'restoration.removal.filed': 'limado',
  'restoration.removal.over-stamped': 'reestampado',
  'restoration.removal.chemical': 'con un químico',
  'restoration.removal.unknown': 'no se sabe cómo',
  'restoration.notSaid': 'no consta',
  'restoration.positionsKnown': 'Legibles antes',
  'restoration.characters': { one: '{n} carácter', other: '{n} caracteres' },
  'restoration.result': 'Restauración',
  'restoration.result.full': 'restaurado entero',
  'restoration.result.partial': 'restaurado en parte',
  'restoration.result.none': 'intentada, nada restaurado',
  'restoration.attempted': 'intentada, no consta el resultado',
  'restoration.notAttempted': 'no intentada',
  'restoration.laboratory': 'Laboratorio',
  'restoration.restored': 'Restaurado como',
  'restoration.grade.high': 'seguro',
  'restoration.grade.medium': 'menos seguro',
  'restoration.grade.low': 'inseguro',
  'restoration.grade.unread': 'no leído',
  'restoration.grade.ungraded': 'no consta cuán seguro',
  'restoration.caution':
    'Un número restaurado no une nada por sí solo: la cola de revisión pregunta por las armas que concuerdan con él donde el laboratorio está seguro.',
};
