import { boresContradict } from '../model/values/bores-contradict.ts';
import { cleanCalibre } from '../model/values/calibre.ts';
import { cleanMake } from '../model/values/firearm-make.ts';
import { cleanFirearmType } from '../model/values/firearm-type.ts';
import { cleanSerialNumber, isPlaceholderSerial } from '../model/values/serial-number.ts';
import { error, warning, type RequestCheck } from './check-context.ts';

/**
 * Checks of part V: is the firearm told in a way that can be traced?
 *
 * **Source.** National Research Council, "Firearms and Violence" (2005): about a third of the requests of 1999 that failed
 * did so by errors of form or serial number; ATF Form 3312.1 items 5a to 5i and 9. **Input.** A form, and what was seen of
 * the maker and model. **Output.** What is wrong, or null. **Limits.** Lengths, calibres and types are those seen in the
 * agency's own records: below thirty serial numbers of a maker, or ten firearms of a model, nothing is said.
 */

const serialsSeenMin = 30;
const modelsSeenMin = 10;
/** A length borne by fewer than one in so many serial numbers of the maker is odd. */
const oddOneIn = 100;

const letters = (text: string) => text.toUpperCase().replace(/[^A-Z0-9]+/g, '');
export const isUnitedStates = (text: string) =>
  /^(?:US|USA|UNITEDSTATES|UNITEDSTATESOFAMERICA|AMERICA)$/.test(letters(text));

/** Chains that sell what others made; `cleanMake` knows those that import. */
const retailers =
  /^(?:WALMART|WALMARTSTORES|CABELAS|BASSPRO|BASSPROSHOPS|DICKSSPORTINGGOODS|ACADEMYSPORTS|BIG5|BIG5SPORTINGGOODS|KMART|SCHEELS|SPORTSMANSWAREHOUSE|GANDERMOUNTAIN|BUDSGUNSHOP)$/;

export const manufacturerIsImporter: RequestCheck = ({ manufacturer }) =>
  manufacturer !== undefined && cleanMake(manufacturer)?.importer
    ? error(
        'manufacturer.is-importer',
        ['manufacturer', 'importer'],
        `${manufacturer} imports or sells firearms that others made; the form asks for the original maker.`,
        'Read the maker off the frame or receiver, and give this name as importer.',
      )
    : null;

export const manufacturerIsRetailer: RequestCheck = ({ manufacturer }, { manufacturerIsDealer }) =>
  manufacturer !== undefined && (manufacturerIsDealer || retailers.test(letters(manufacturer)))
    ? error(
        'manufacturer.is-retailer',
        ['manufacturer'],
        `${manufacturer} is the name of a licensee that sells firearms, not of a maker.`,
        'Read the maker off the frame or receiver.',
      )
    : null;

export const importerMissing: RequestCheck = ({ country_of_origin: country, importer }) =>
  country !== undefined && !isUnitedStates(country) && importer === undefined
    ? error(
        'importer.missing',
        ['importer', 'country_of_origin'],
        `The firearm was made abroad (${country}) and no importer is given; an imported firearm is traced through its importer.`,
        'Read the importer off frame, receiver or barrel (27 CFR 478.92).',
      )
    : null;

const inscription =
  /^(?:PAT|PATENT|PATS|PATENTED|PATPEND|PATENTPENDING|MADEIN|ASSEMBLEDIN|IMPORTEDBY|CAL|CALIBER|MODEL|MOD)/;

export const serialIsInscription: RequestCheck = ({ serial_number: serial, calibre }) => {
  if (serial === undefined) return null;
  const number = letters(serial);
  const named =
    inscription.test(number) || (/^\d/.test(number) && calibre !== undefined && number === letters(calibre))
      ? 'an inscription that many firearms bear (patent, country, model or calibre)'
      : isPlaceholderSerial(cleanSerialNumber(serial)?.clean ?? '', serial) &&
          cleanSerialNumber(serial)?.noSerialReason === null
        ? 'words, one character throughout or a count, which no maker numbers by'
        : null;
  return named === null
    ? null
    : error(
        'serial.is-inscription',
        ['serial_number'],
        `What is given as serial number is ${named}.`,
        'Read the number off the frame or receiver; where there is none, say that it is obliterated or that the firearm bears none.',
      );
};

/** Said of a firearm that never bore a number: it is asked for by its other marks. */
const neverBorne: Readonly<Record<string, string>> = {
  PMF: 'privately made',
  PRE1968: 'made before numbers had to be put on (1968)',
};

export const serialIsNone: RequestCheck = ({ serial_number: serial, serial_obliterated }) => {
  if (serial === undefined || serial_obliterated === 'Y') return null;
  // A mark alone is no serial number at all.
  const { noSerialReason: reason } = cleanSerialNumber(serial) ?? { noSerialReason: 'UNKNOWN' };
  if (reason === null) return null;
  const never = neverBorne[reason];
  return never === undefined
    ? error(
        'serial.none',
        ['serial_number', 'serial_obliterated'],
        'What is given as serial number says that there is none, and not why: nothing can be traced by it.',
        'Read the number off the frame or receiver. Where it was obliterated, say so in 5b and fill in part IX; where the firearm never bore one, write why: PRIVATELY MADE, or PRE 1968.',
      )
    : warning(
        'serial.never-borne',
        ['serial_number'],
        `The firearm is said to bear no serial number, as one ${never}. It can be traced by its other marks alone, and seldom is.`,
        'Look at frame, receiver, slide and barrel again; acknowledge it where there is none.',
      );
};

export const serialIsModel: RequestCheck = ({ serial_number: serial, model, manufacturer }) =>
  serial !== undefined &&
  [model, `${manufacturer ?? ''}${model ?? ''}`].some((text) => text !== undefined && letters(text) === letters(serial))
    ? error(
        'serial.is-model',
        ['serial_number', 'model'],
        'Serial number and model are the same: one stands in the place of the other.',
        'Read both again off the firearm.',
      )
    : null;

export const serialLengthOdd: RequestCheck = (
  { serial_number: serial, serial_obliterated, manufacturer },
  { serialLengths },
) => {
  const clean = serial === undefined ? '' : (cleanSerialNumber(serial)?.clean ?? '');
  if (clean === '' || clean.includes('?') || serial_obliterated === 'Y') return null;
  const seen = serialLengths.reduce((sum, each) => sum + each.seen, 0);
  const alike = serialLengths.find(({ value }) => value === clean.length)?.seen ?? 0;
  if (seen < serialsSeenMin || alike * oddOneIn >= seen) return null;
  const usual = serialLengths
    .filter((each) => each.seen * oddOneIn >= seen)
    .map((each) => `${each.value} (${each.seen})`)
    .join(', ');
  return warning(
    'serial.length-odd',
    ['serial_number', 'manufacturer'],
    `The serial number has ${clean.length} characters. Of ${seen} serial numbers of ${manufacturer ?? 'the maker'} recorded here, ${alike} have as many; usual are ${usual}. Rule: a length of fewer than one in ${oddOneIn}, where at least ${serialsSeenMin} are recorded.`,
    'Read the number again, letter by letter; acknowledge it where it is right.',
  );
};

export const typeContradictsCalibre: RequestCheck = ({ firearm_type: typeText, calibre: calibreText }) => {
  const type = typeText === undefined ? null : cleanFirearmType(typeText);
  const calibre = calibreText === undefined ? null : cleanCalibre(calibreText);
  if (type === null || calibre === null || calibre.code === 'OTHER') return null;
  // Revolvers and derringers are made for .410 shells as well.
  const isSmallBore = calibre.code === '410GA' || calibre.code === '45COLT410';
  const isGauge = calibre.code.endsWith('GA');
  const odd =
    (isGauge && !isSmallBore && (type.handgun || type.family === 'rifle')) ||
    (type.family === 'shotgun' && !isGauge && !isSmallBore);
  return odd
    ? warning(
        'type.contradicts-calibre',
        ['firearm_type', 'calibre'],
        `A ${type.name.toLowerCase()} of ${calibre.name} is unusual: gauges are of shotguns, calibres of other firearms.`,
        'Look at both again; acknowledge them where they are right.',
      )
    : null;
};

export const calibreUnknownOfModel: RequestCheck = ({ calibre: text, model, manufacturer }, { calibresOfModel }) => {
  const calibre = text === undefined ? null : cleanCalibre(text);
  const seen = calibresOfModel.reduce((sum, each) => sum + each.seen, 0);
  if (calibre === null || calibre.code === 'OTHER' || seen < modelsSeenMin) return null;
  if (calibresOfModel.some(({ value }) => !boresContradict(value, calibre.code))) return null;
  return warning(
    'calibre.not-of-model',
    ['calibre', 'model', 'manufacturer'],
    `Of ${seen} firearms recorded here as ${manufacturer ?? ''} ${model ?? ''}, none is of ${calibre.name}: ${listOf(calibresOfModel)}.`,
    'Look at calibre, model and maker again; acknowledge them where they are right.',
  );
};

export const typeUnknownOfModel: RequestCheck = ({ firearm_type: text, model, manufacturer }, { typesOfModel }) => {
  const type = text === undefined ? null : cleanFirearmType(text);
  const seen = typesOfModel.reduce((sum, each) => sum + each.seen, 0);
  if (type === null || seen < modelsSeenMin) return null;
  if (typesOfModel.some(({ value }) => value[0] === type.code[0])) return null;
  return warning(
    'type.not-of-model',
    ['firearm_type', 'model', 'manufacturer'],
    `Of ${seen} firearms recorded here as ${manufacturer ?? ''} ${model ?? ''}, none is a ${type.name.toLowerCase()}: ${listOf(typesOfModel)}.`,
    'Look at type, model and maker again; acknowledge them where they are right.',
  );
};

const listOf = (counted: readonly { value: string; seen: number }[]) =>
  counted
    .slice(0, 5)
    .map(({ value, seen }) => `${value} ${seen}`)
    .join(', ');

export const valueUnread: RequestCheck = ({ firearm_type: type, calibre }) => {
  const unread = [
    ...(type !== undefined && cleanFirearmType(type) === null ? (['firearm_type'] as const) : []),
    ...(calibre !== undefined && cleanCalibre(calibre) === null ? (['calibre'] as const) : []),
  ];
  return unread.length === 0
    ? null
    : warning(
        'firearm.unread',
        unread,
        'Type or calibre is written in a way that names none of the NCIC list.',
        'Write it as NCIC does (P, PR, R, S; 9, 40, 12 gauge), or acknowledge it where the list has none.',
      );
};

export const obliteratedWithoutPart: RequestCheck = (form) => {
  const says = form.serial_obliterated === 'Y' || (cleanSerialNumber(form.serial_number ?? '')?.obliterated ?? false);
  if (!says || (form.obliterated_location !== undefined && form.obliterated_method !== undefined)) return null;
  return error(
    'obliterated.part-missing',
    ['obliterated_location', 'obliterated_method', 'restoration_attempted'],
    'The serial number is said to be obliterated, and part IX does not say where it stood and how it was obliterated.',
    'Fill in part IX.',
  );
};
