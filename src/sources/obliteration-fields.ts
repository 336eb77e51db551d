import { headerList } from './header-list.ts';
import type { Field, FieldValues } from './feed.ts';
import type { ObservedObliteration } from './observe-firearm.ts';

/** Columns that tell how a serial number was removed and what a laboratory restored of it. */
export const obliterationFields = {
  serial_removal: {
    kind: 'category',
    about: 'How the serial number was removed: ground, drilled, punched, filed, over-stamped, chemical.',
    aliases: headerList(`
      Obliteration Method, Serial Removal Method, Serial Obliteration Method, Removal Method, Method of Obliteration,
      Method of Removal, Defacement Method, How Obliterated`),
    named: true,
  },
  serial_positions_known: {
    kind: 'number',
    about: 'How many characters of the serial number could be read before any restoration.',
    aliases: headerList(`
      Serial Positions Known, Positions Known, Serial Characters Readable, Characters Readable, Readable Characters`),
    named: true,
  },
  restoration_attempted: {
    kind: 'flag',
    about: 'Whether a laboratory tried to restore the serial number.',
    aliases: headerList(`
      Restoration Attempted, Serial Restoration Attempted, Restoration Tried, Serial Restoration, SN Restoration
      Attempted`),
    named: true,
  },
  restoration_result: {
    kind: 'category',
    about: 'What came of it: full, partial, none.',
    aliases: headerList('Restoration Result, Serial Restoration Result, Restoration Outcome, Restoration Status'),
    named: true,
  },
  restoration_lab: {
    kind: 'identifier',
    about: 'Laboratory that restored it, or its number of the examination.',
    aliases: headerList(`
      Restoration Lab, Restoration Lab ID, Restoration Laboratory, Serial Restoration Lab, Restoration Lab Number`),
    named: true,
  },
  serial_restored: {
    kind: 'serial-number',
    about: 'Serial number as restored, with ? where a character could not be read.',
    aliases: headerList(`
      Restored Serial, Restored Serial Number, Serial Restored, Serial Number Restored, Restored SN, Restored Value`),
    named: true,
  },
  serial_restored_confidence: {
    kind: 'text',
    about: 'How sure the laboratory is, one grade for each character: H, M, L, or figures to 100.',
    aliases: headerList(`
      Restored Confidence, Restored Confidence by Position, Restoration Confidence, Restored Serial Confidence,
      Character Confidence`),
    named: true,
  },
} as const satisfies Record<string, Field>;

/** What a row says of the removal and restoration of its firearm's serial number. */
export const obliterationCells = (row: FieldValues<keyof typeof obliterationFields>): ObservedObliteration => ({
  method: row.text('serial_removal'),
  positionsKnown: row.text('serial_positions_known'),
  attempted: row.text('restoration_attempted'),
  result: row.text('restoration_result'),
  lab: row.text('restoration_lab'),
  restored: row.text('serial_restored'),
  confidence: row.text('serial_restored_confidence'),
});
