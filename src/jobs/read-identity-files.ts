import type { Caution } from '../identity/caution.ts';
import { FieldEncoder, type DateOrders, type EncodedField, type EncodedTable } from '../identity/encoded-table.ts';
import { RecordIds } from '../identity/record-ids.ts';
import { Failure } from '../model/errors.ts';
import { openTable } from '../sources/reading/open-table.ts';
import { openSourceFile } from './open-source-file.ts';
import { fieldName, type IdentityConfig, type IdentityField } from './read-identity-config.ts';

export interface IdentityRecords {
  readonly table: EncodedTable;
  /** What each record is called in its file. */
  readonly ids: RecordIds;
  /** Rows that could not be read, by file: they are in no answer. */
  readonly rowsLost: number;
  /** What is odd in them, in words. */
  readonly warnings: readonly string[];
  /** What of it should be done something about, by its code. */
  readonly cautions: readonly Caution[];
}

/** Files that may be given: their number is kept in a byte for each record. */
const filesMax = 255;

/** Reads the columns a configuration compares from some files; `onRecords` hears how far reading has come. */
export async function readIdentityFiles(
  config: IdentityConfig,
  paths: readonly string[],
  onRecords: (records: number) => void = () => undefined,
): Promise<IdentityRecords> {
  if (config.linkOnly && paths.length < 2)
    throw new Failure('identity.files', `Expected two files or more where linkOnly is true; got ${paths.length}.`);
  if (paths.length > filesMax)
    throw new Failure('identity.files', `Expected at most ${filesMax} files; got ${paths.length}.`);
  const encoders = config.fields.map((field) => new FieldEncoder({ ...field, name: fieldName(field) }));
  const ids = new RecordIds();
  /** Records of the files read so far, file by file. */
  const ends: number[] = [];
  let rowsLost = 0;
  const uneven: Caution[] = [];
  for (const path of paths) {
    let [longer, shorter] = [0, 0];
    const file = await openSourceFile(path);
    const reader = await openTable(file.bytes);
    const isDelimited = delimited.has(reader.format);
    let header: string[] | null = null;
    let places: { id: number; fields: number[][] } | null = null;
    for await (const { rows, problems, addedColumns } of reader.batches()) {
      for (const problem of problems) if (problem.row === 'lost') rowsLost++;
      for (const { cells } of rows) {
        if (!header || !places) {
          header = cells.map((cell) => cell.trim());
          places = placesOf(config, header, path);
          continue;
        }
        if (isDelimited && cells.length < header.length) shorter++;
        else if (cells.length > header.length && cells.some((cell, at) => at >= header!.length && cell.trim() !== ''))
          longer++;
        const id = (cells[places.id] ?? '').trim();
        if (id === '' || !ids.add(id))
          throw new Failure(
            'identity.ids',
            `Expected an id of its own in the column ${config.uniqueId} for every record; record ${ids.length + 1} has ${id === '' ? 'none' : `one that an earlier record has too${ends.length > 0 ? ': where each file numbers its own records, put a letter before the numbers of one' : ''}`}.`,
            { detail: { path } },
          );
        for (let field = 0; field < encoders.length; field++) {
          const of = places.fields[field]!;
          if (of.length === 1) encoders[field]!.add(cells[of[0]!] ?? '');
          else
            encoders[field]!.add(
              of
                .map((place) => cells[place] ?? '')
                .join(' ')
                .trim(),
            );
        }
      }
      if (addedColumns) header?.push(...addedColumns);
      onRecords(ids.length);
    }
    ends.push(ids.length);
    uneven.push(...unevenRows(path, longer, shorter));
  }
  if (ids.length === 0) throw new Failure('file.empty', `Expected records in ${paths.join(', ')}; got a header alone.`);
  const sourceOf = new Uint8Array(new SharedArrayBuffer(ids.length));
  ends.forEach((end, source) => sourceOf.fill(source, source === 0 ? 0 : ends[source - 1], end));
  const table = {
    records: ids.length,
    fields: encoders.map((encoder) => encoder.encode()),
    sourceOf,
    linkOnly: config.linkOnly,
  };
  const warnings = config.fields.flatMap((field, at) => (field.type === 'date' ? readDates(field, encoders[at]!) : []));
  const cautions = [...uneven, ...encoders.flatMap((encoder, at) => oddCells(table.fields[at]!, encoder))];
  return { table, ids, rowsLost, warnings, cautions };
}

/** Of sheets and JSON what is blank at the end of a row is not there at all. */
const delimited: ReadonlySet<string> = new Set(['csv', 'tsv', 'semicolon', 'pipe']);

/** Says where rows do not have the cells their header names. */
function unevenRows(path: string, longer: number, shorter: number): Caution[] {
  if (longer + shorter === 0) return [];
  const told = [
    ...(longer > 0 ? [`${longer} with more, read as far as the header goes`] : []),
    ...(shorter > 0 ? [`${shorter} with fewer, the rest read as blank`] : []),
  ];
  const message = `Expected as many cells in each row of ${path} as its header names; there ${longer + shorter === 1 ? 'is' : 'are'} ${told.join(', and ')}. Where a comma stands in a value without quotes, all that follows is read under the wrong column: mend these rows.`;
  return [{ code: 'uneven-rows', field: null, message }];
}

/** Says where filler stands in a register, and where cells say something and nothing of it could be read. */
function oddCells({ name, type, filled }: EncodedField, { fillers, written }: FieldEncoder): Caution[] {
  const found: Caution[] = [];
  if (fillers > 0)
    found.push({
      code: 'filler',
      field: name,
      message: `Of ${name} ${fillers} ${fillers === 1 ? 'record bears' : 'records bear'} filler in the place of a number (one figure throughout, or a count): it was read as blank, and keeps nobody apart.`,
    });
  if (filled === 0)
    found.push({
      code: 'nothing-said',
      field: name,
      message:
        written === 0
          ? `Every cell of ${name} is blank: the field says nothing. Leave it out.`
          : `Of ${name} ${written} ${written === 1 ? 'cell is' : 'cells are'} filled, and not one says anything read as ${type}: the field counts for nothing. Give the type it is of, or leave it out.`,
    });
  return found;
}

/** So many records whose date is no day of the calendar are told of from this share on; where they are half of many, the format is wrong. */
const strayMin = 5;
const strayShareToTell = 0.1;
const strayShareWrong = 0.5;
const datesToJudge = 20;

/** Says, or refuses, where dates are written otherwise than they are read: a wrong date would be compared as if it were right. */
function readDates(field: IdentityField, encoder: FieldEncoder): string[] {
  const { filled, stray, shape, orders } = encoder.strayDates();
  const told = field.format === undefined ? readOrder(field, orders) : [];
  if (stray < strayMin || stray < strayShareToTell * filled) return told;
  const read = field.format === undefined ? 'without a format' : `by the format ${field.format}`;
  const message = `Expected dates in ${fieldName(field)} that are days of the calendar; read ${read}, ${stray} of ${filled} are none. One is written as ${shape} (9 for a figure, A for a letter).`;
  if (filled >= datesToJudge && stray >= strayShareWrong * filled)
    throw new Failure('identity.config', `${message} Give the format it is written by, such as yyyy-MM-dd.`, {
      detail: { column: fieldName(field) },
    });
  return [...told, message];
}

/** So many cells that stand in the other order are more than slips. */
const otherOrderMin = 5;
const otherOrderShare = 0.02;

/** Without a format 3/4/1980 is read with the month first: refused where the column itself says that the day stands first, told where it says both. */
function readOrder(field: IdentityField, { day, month, either, none }: DateOrders): string[] {
  if (day < otherOrderMin || day < otherOrderShare * (day + month + either + none)) return [];
  const message = `Expected dates in ${fieldName(field)} in one order; of its distinct cells ${day} have the day first (such as 24/6/1980), ${month} the month (6/24/1980), and ${either} could be read both ways.`;
  if (either > 0 && day >= month)
    throw new Failure('identity.config', `${message} Give the format they are written by, such as dd/MM/yyyy.`, {
      detail: { column: fieldName(field) },
    });
  return [`${message} Those were read with the month first.`];
}

function placesOf(config: IdentityConfig, header: readonly string[], path: string): { id: number; fields: number[][] } {
  const place = (name: string) => {
    const at = header.indexOf(name);
    if (at >= 0 && header.indexOf(name, at + 1) >= 0)
      throw new Failure(
        'identity.unknown-column',
        `Expected one column ${name} in ${path}; its header has two. Name one of them otherwise.`,
        { detail: { path, column: name } },
      );
    if (at < 0)
      throw new Failure(
        'identity.unknown-column',
        `Expected a column ${name} in ${path}; its columns are ${header.join(', ')}.`,
        { detail: { path, column: name } },
      );
    return at;
  };
  return { id: place(config.uniqueId), fields: config.fields.map(({ columns }) => columns.map(place)) };
}
