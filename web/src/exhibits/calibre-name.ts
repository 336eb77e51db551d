import { cleanCalibre } from '../../../src/model/values/calibre.ts';

/** A calibre as people write it; its code where it is none of the list, and the words as they are where they name several. */
export const calibreName = (code: string): string => {
  const calibre = cleanCalibre(code);
  return calibre === null || calibre.code === 'OTHER' || calibre.assumed ? code : calibre.name;
};
