/**
 * Whether two makes cannot be of one firearm.
 *
 * **Source.** ATF Form 3312.1 items 5c and 5h: maker and importer are asked for apart, and records confuse them; 27 CFR
 * 478.11, privately made firearm: one completed from a kit bears the name of the kit's maker, if any.
 * **Input.** Two makes by family, as `cleanMake` gives it; blank where none is named. **Output.** True where they are two.
 * **Limits.** An importer contradicts no maker: whose firearms it brought in is not known here.
 */
import { cleanMake } from './firearm-make.ts';

const privatelyMade = 'PRIVATELY MADE';

/** Makers of kits, whose firearms are privately made. */
const kitMakers: ReadonlySet<string> = new Set(['POLYMER80']);

export function makesContradict(a: string, b: string): boolean {
  if (a === '' || b === '' || a === b) return false;
  if ((a === privatelyMade && kitMakers.has(b)) || (b === privatelyMade && kitMakers.has(a))) return false;
  return !isImporter(a) && !isImporter(b);
}

const isImporter = (family: string) => cleanMake(family)?.importer === true;
