/**
 * Plates, makes and colours of vehicles, as clerks and systems write them.
 *
 * **Source.** NCIC Code Manual, vehicle data codes (make, colour), from memory: the letters of the codes, not their full tables. Confusable
 * characters are those of serial numbers (`serial-number.ts`).
 * **Input.** Text. **Output.** A canonical text, or null where it says nothing.
 * **Limits.** A plate without its state is half a name: two states give out the same one. A make that is not in the table keeps its own words.
 */
import { plainText } from './plain-text.ts';
import { saysNothing } from './says-nothing.ts';

const NOT_CODE = /[^A-Z0-9]+/g;
const NOT_WORD = /[^\p{L}\p{N}]+/gu;
const noPlate =
  /^(?:NONE|NO(?:PLATES?|TAGS?|LIC)|UNK(?:N|NOWN)?|UNREG|UNABLE|UTL|TEMP(?:TAG|ORARY)?|PAPER(?:TAG)?|DEALER|DLR(?:TAG|PLATE)?|MISSING|PARTIAL|COVERED|OBSCURED|REFUSED|REMOVED|EXPIRED|STOLEN|FAKE|NA|NULL|X+|0+|9{3,}|1234(?:567)?|ABC123|TEST)$/;
/** What stands for characters that were not read: the rest of such a plate is on many vehicles. */
const notRead = /[*?_]|\.{2,}|\u2026/;
const plateCharacters = { min: 2, max: 8 } as const;

/** Capitals and figures of a plate; null for what stands where there is none, and where characters of it were not read. */
export function cleanPlate(raw: string): string | null {
  if (notRead.test(raw)) return null;
  const plate = plainText(raw).replace(NOT_CODE, '');
  if (plate.length < plateCharacters.min || plate.length > plateCharacters.max || noPlate.test(plate)) return null;
  return plate;
}

const makes = table(`
  ACURA ACUR; AUDI; BMW; BUICK BUIC; CADILLAC CADI; CHEVROLET CHEV CHEVY; CHRYSLER CHRY; DODGE DODG; FORD; GMC; HONDA HOND;
  HYUNDAI HYUN; INFINITI INFI; JAGUAR JAGU; JEEP; KIA; LAND ROVER LNDR; LEXUS LEXS; LINCOLN LINC; MAZDA MAZD;
  MERCEDES-BENZ MERZ MERCEDES MB; MERCURY MERC; MITSUBISHI MITS; NISSAN NISS; OLDSMOBILE OLDS; PONTIAC PONT; PORSCHE PORS; RAM;
  SATURN STRN; SUBARU SUBA; TESLA TESL; TOYOTA TOYT; VOLKSWAGEN VOLK VW; VOLVO VOLV`);
const colours = table(`
  BLACK BLK; WHITE WHI WHT; SILVER SIL SLV; GRAY GRY GREY; BLUE BLU; RED; GREEN GRN; TAN; BROWN BRO BRN; GOLD GLD; MAROON MAR BURGUNDY;
  BEIGE BGE; ORANGE ONG ORG; PURPLE PLE; YELLOW YEL`);

/** The make by one name. */
export const cleanVehicleMake = (raw: string): string | null => named(makes, raw);

/** The colour by one name; of two (BLU/SIL) the first. */
export const cleanVehicleColour = (raw: string): string | null => named(colours, raw.split('/')[0]!);

function named(known: ReadonlyMap<string, string>, raw: string): string | null {
  const words = plainText(raw).replace(NOT_WORD, ' ').trim();
  return words === '' || saysNothing(words) ? null : (known.get(words) ?? words);
}

function table(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(';').flatMap((line) => {
      const [name, ...others] = line
        .trim()
        .replace('LAND ROVER', 'LAND_ROVER')
        .split(/\s+/)
        .map((word) => word.replace(/[_-]/g, ' '));
      return [name!, ...others].map((word) => [word, name!] as const);
    }),
  );
}

const years = { from: 1900, to: 2099 } as const;

/** Model year, of four figures or the last two; null where it is none. */
export function cleanModelYear(raw: string): number | null {
  const figures = /^\D*(\d{4}|\d{2})\D*$/.exec(raw.trim())?.[1];
  if (figures === undefined) return null;
  const year = figures.length === 4 ? Number(figures) : Number(figures) + (Number(figures) > 50 ? 1900 : 2000);
  return year >= years.from && year <= years.to ? year : null;
}
