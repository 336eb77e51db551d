import { cleanCalibre } from '../model/values/calibre.ts';
import { cleanMake } from '../model/values/firearm-make.ts';
import { cleanFirearmType } from '../model/values/firearm-type.ts';
import {
  cleanRemovalMethod,
  cleanRestorationGrades,
  cleanRestorationResult,
  cleanRestored,
} from '../model/values/serial-restoration.ts';
import { cleanSerialNumber, type SerialNumber } from '../model/values/serial-number.ts';
import { asWritten } from './as-written.ts';
import type { RecordBuilder } from './feed.ts';
import { noteUnread, readAnswer } from './note-unread.ts';
import { readWholeNumber } from './read-number.ts';
import { remember } from './remember.ts';

const makeOf = remember(cleanMake);
const calibreOf = remember(cleanCalibre);
const typeOf = remember(cleanFirearmType);

/** What a record says of how a serial number was removed and restored: cells as they stand in the file. */
export interface ObservedObliteration {
  readonly method: string;
  readonly positionsKnown: string;
  readonly attempted: string;
  readonly result: string;
  readonly lab: string;
  readonly restored: string;
  readonly confidence: string;
}

/** What a record says of one firearm. Texts are cells as they stand in the file; blank or left out where there is none. */
export interface ObservedFirearm {
  /** `traced`, `recovered`, `stolen`, `test-fired`, `linked`. */
  readonly role: string;
  /** `YYYY-MM-DD`, local to the agency; null where the record does not say. */
  readonly seenOn: string | null;
  readonly serial?: string;
  readonly make?: string;
  readonly model?: string;
  readonly calibre?: string;
  readonly type?: string;
  readonly importer?: string;
  readonly country?: string;
  /** A column of its own that says whether the serial is obliterated; null where there is none or it is blank. */
  readonly obliterated?: boolean | null;
  /** That column's cell as written. */
  readonly obliteratedCell?: string;
  /** Columns of their own that say how the serial was removed and what was restored, where the layout has them. */
  readonly obliteration?: ObservedObliteration;
  /** `YYYY-MM-DD` or null. */
  readonly manufacturedOn?: string | null;
}

/**
 * Adds one `firearm_observation`, raw and cleaned side by side, and returns its ordinal. Null, and nothing added, where
 * serial, make, model, calibre and type are all blank and nothing says that a serial was obliterated: then the record
 * names no firearm. Codes of what was odd join `warnings`: `serial.digits-lost` (a spreadsheet rounded the serial),
 * `firearm.make-is-importer` (the original maker is still to be found), `firearm.calibre-unread`, `firearm.type-unread`, and those of
 * `readObliteration`. A number that a laboratory restored is never taken for the number of the firearm.
 */
export function observeFirearm(
  record: RecordBuilder,
  firearm: ObservedFirearm,
  warnings: string[] = [],
): number | null {
  const serialRaw = asWritten(firearm.serial);
  const makeRaw = asWritten(firearm.make);
  const model = asWritten(firearm.model);
  const calibreRaw = asWritten(firearm.calibre);
  const typeRaw = asWritten(firearm.type);
  const serial = serialRaw === null ? null : cleanSerialNumber(serialRaw);
  const removal = readObliteration(firearm.obliteration, serial, warnings);
  // A column of its own that says no stands, whatever else is written.
  const obliterated = firearm.obliterated ?? (serial?.obliterated || removal.removed ? true : null);
  if (!serialRaw && !makeRaw && !model && !calibreRaw && !typeRaw && obliterated !== true) return null;
  if (serial?.digitsLost) warnings.push('serial.digits-lost');
  const make = makeRaw === null ? null : makeOf(makeRaw);
  if (make?.importer) warnings.push('firearm.make-is-importer');
  noteUnread(firearm.obliteratedCell, firearm.obliterated, 'firearm.obliterated-unread', warnings);
  const calibre = calibreRaw === null ? null : calibreOf(calibreRaw);
  noteUnread(calibreRaw, calibre, 'firearm.calibre-unread', warnings);
  const type = typeRaw === null ? null : typeOf(typeRaw);
  noteUnread(typeRaw, type, 'firearm.type-unread', warnings);
  return record.add('firearm_observation', {
    role: firearm.role,
    seen_on: firearm.seenOn,
    serial_raw: serialRaw,
    serial_clean: serial?.clean || null,
    serial_ncic: serial?.ncic || null,
    serial_skeleton: serial?.skeleton || null,
    no_serial_reason: serial?.noSerialReason ?? (serial === null && obliterated ? 'REMOVED' : null),
    obliterated: serial?.obliterated ? true : obliterated,
    ...removal.columns,
    make_raw: makeRaw,
    make_code: make?.code ?? null,
    make_name: make?.name ?? null,
    make_family: make?.family ?? null,
    model,
    calibre_raw: calibreRaw,
    calibre_code: calibre?.code ?? null,
    type_raw: typeRaw,
    type_code: type?.code ?? null,
    importer: asWritten(firearm.importer),
    country: asWritten(firearm.country),
    manufactured_on: firearm.manufacturedOn ?? null,
  });
}

/**
 * How a serial number was removed and what was restored of it; nothing where no column says so. Codes of what could not be read join
 * `warnings`: `serial.removal-unread`, `serial.restoration-unread`, `serial.grades-unread`.
 */
function readObliteration(of: ObservedObliteration | undefined, serial: SerialNumber | null, warnings: string[]) {
  if (of === undefined || Object.values(of).every((cell) => cell === '')) return { removed: false, columns: {} };
  const method = cleanRemovalMethod(of.method);
  noteUnread(of.method, method, 'serial.removal-unread', warnings);
  const result = cleanRestorationResult(of.result);
  noteUnread(of.result, result, 'serial.restoration-unread', warnings);
  const restored = cleanRestored(of.restored);
  const grades = cleanRestorationGrades(of.confidence, restored.length);
  noteUnread(of.confidence, grades, 'serial.grades-unread', warnings);
  const known = readWholeNumber(of.positionsKnown);
  const attempted = readAnswer(of.attempted, 'serial.restoration-unread', warnings);
  return {
    removed: method !== null || restored !== '' || attempted === true,
    columns: {
      serial_removal_raw: asWritten(of.method),
      serial_removal: method,
      serial_positions_known:
        known !== null && known >= 0 && known <= positionsMax ? known : (serial?.knownPositions ?? null),
      restoration_attempted: attempted ?? (result !== null || restored !== '' ? true : null),
      restoration_result: result,
      restoration_lab: asWritten(of.lab),
      serial_restored_raw: asWritten(of.restored),
      serial_restored: restored || null,
      serial_restored_grades: grades,
    },
  };
}

/** No serial number has more characters. */
const positionsMax = 40;
