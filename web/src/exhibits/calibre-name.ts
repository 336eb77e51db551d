import { cleanCalibre } from '../../../src/model/values/calibre.ts';

/** A calibre as people write it; its code where it is none of the list. */
export const calibreName = (code: string): string => {
  const calibre = cleanCalibre(code);
  return calibre === null || calibre.code === 'OTHER' ? code : calibre.name;
};
