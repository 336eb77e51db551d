import { cleanCalibre } from '../../../src/model/values/calibre.ts';

/** A calibre as people write it; its code where it is none of the list, and the words as they are where they name several. The mark of doubt stays. */
export const calibreName = (told: string): string => {
  if (told.endsWith('?')) return `${calibreName(told.slice(0, -1))}?`;

  const calibre = cleanCalibre(told);
  return calibre === null || calibre.code === 'OTHER' || calibre.assumed ? told : calibre.name;
};
