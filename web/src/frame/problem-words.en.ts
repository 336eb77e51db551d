import { failureCodes, type FailureCode } from '../../../src/model/errors.ts';

/** What each failure means, in the words of the registry. */
const problemTitles = Object.fromEntries(
  Object.entries(failureCodes).map(([code, words]) => [`problem.${code}`, words]),
) as { readonly [Code in FailureCode as `problem.${Code}`]: (typeof failureCodes)[Code] };

/** Texts of failures, in English. */
export const problemsEn = {
  'problemHelp.api': 'Nothing was changed. Try again; if it happens again, ask the administrator of your agency.',
  'problemHelp.file': 'Nothing of it was kept. Check the file, export it anew, and hand it in again.',
  'problemHelp.feed':
    'Nothing of it was imported. Check that the file is of the feed chosen, and its header and dates.',
  'problemHelp.mapping': 'Nothing was imported. Correct the mapping and try again.',
  'problemHelp.store': 'What the store holds is safe. Ask whoever runs the server.',
  'problemHelp.tracing': 'Nothing was lost and nothing was changed. Open the request again and look where it stands.',
  'problemHelp.sales': 'Nothing was changed. Open the register of multiple sales again.',
  'problemHelp.board': 'Nothing was lost and nothing was written over. Open the board anew, or save a copy.',
  'problemHelp.import':
    'Nothing of the file was kept. Import it again; if it happens again, ask whoever runs the server.',
  'problemHelp.judgement':
    'Nothing was changed. Open the pair again: somebody else may have decided on it in the meantime.',
  'problemHelp.city': 'Nothing was changed. What is in force stays in force.',
  'problemHelp.identity': 'Nothing was changed. Wait until what is under way is done, and try again.',
  'problemHelp.scan': 'Nothing of the scan was kept. Export it anew as X3P.',
  'problemHelp.sound': 'Nothing of the recording was read. Save it anew as WAV.',
  'problemHelp.sensor': 'Check the sensor and its key in the list of sensors.',
  'problemHelp.gunshot': 'Nothing was changed. Look at the incident again, and decide again.',
  'problemHelp.layout': 'Nothing was saved. Load the layouts again, or choose another area.',
  'problemHelp.report': 'Choose a year from the list of reports.',
  ...problemTitles,
} as const;
