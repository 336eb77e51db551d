/**
 * Whether what a lead writes of a firearm speaks of the one its test fire was fired from.
 *
 * **Source.** The IBIS number of a test fire is that of one firearm: a lead to it that repeats make and model without a
 * serial number names no other. Bore diameters as in `calibre.ts`.
 * **Input.** The firearm as the lead describes it and as the entry of the test fire does. **Output.** The same, another
 * with what is at odds, or one that a serial number names which the entry does not give.
 * **Limits.** What is left out, a placeholder or a serial number that cannot be read contradicts nothing. Models are not
 * compared: they are written in too many ways.
 */
import { boresContradict } from '../model/values/bores-contradict.ts';
import { makesContradict } from '../model/values/makes-contradict.ts';
import { isPlaceholderSerial } from '../model/values/serial-number.ts';

/** One row of `firearm_observation`. */
export type FirearmSaid = Readonly<Record<string, unknown>>;

export type LeadDescription =
  | { readonly kind: 'the-same' }
  | { readonly kind: 'another'; readonly atOdds: readonly string[] }
  | { readonly kind: 'named-by-serial' };

export function leadDescription(lead: FirearmSaid, entry: FirearmSaid): LeadDescription {
  const atOdds = [
    ...(serialsDiffer(lead, entry) ? [`serial number ${text(lead, 'serial_clean')}`] : []),
    ...(makesContradict(text(lead, 'make_family'), text(entry, 'make_family'))
      ? [`make ${text(lead, 'make_name')}`]
      : []),
    ...(boresContradict(text(lead, 'calibre_code'), text(entry, 'calibre_code'))
      ? [`calibre ${text(lead, 'calibre_code')}`]
      : []),
  ];
  if (atOdds.length > 0) return { kind: 'another', atOdds };
  return { kind: serialOf(lead) === '' ? 'the-same' : 'named-by-serial' };
}

const text = (said: FirearmSaid, column: string) => (said[column] as string | null | undefined) ?? '';

/** A serial number by which a firearm is told from others, with confused characters as one; blank where none is given. */
function serialOf(said: FirearmSaid): string {
  const serial = text(said, 'serial_ncic');
  const names = serial !== '' && !serial.includes('?') && said['obliterated'] !== true && !isPlaceholderSerial(serial);
  return names ? text(said, 'serial_skeleton') || serial : '';
}

/** Two whole numbers, or one of which a character that can be read is another in the other. */
function serialsDiffer(a: FirearmSaid, b: FirearmSaid): boolean {
  if (serialOf(a) !== '' && serialOf(b) !== '') return serialOf(a) !== serialOf(b);
  const [x, y] = [text(a, 'serial_ncic'), text(b, 'serial_ncic')];
  if (x.length !== y.length || !(x + y).includes('?')) return false;
  return [...x].some((character, at) => character !== y[at] && character !== '?' && y[at] !== '?');
}
