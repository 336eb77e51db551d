/**
 * What of a family name is a name of its own: DE LA CRUZ and VAN DER BERG less their particles, JONES III less the generation; and which generation.
 *
 * **Source.** Particles of Spanish, Portuguese, Italian, French, Dutch, German, Arabic, Irish and Scottish family names; suffixes as in the
 * fields of police files.
 * **Input.** A name cleaned by `clean-field.ts`. **Output.** The same name without them; never empty.
 * **Limits.** VAN, LE and AL are family names as well: what no other word follows is kept, and so NGUYEN VAN and LE stay whole.
 */

/** As SQL reads them too (`prepare-sql.ts`): nothing is looked ahead for. */
export const generationPattern = '( (JR|SR|II|III|IV))+$';
export const particlesPattern =
  '(^| )((DE|DEL|DELA|LA|LAS|LOS|VAN|VON|DER|DEN|DI|DA|DO|DOS|DAS|LE|EL|AL|BIN|IBN|ABU|SAN|SANTA|SANTO|SAINT|ST|MAC|MC|O) )+';

/** The last generation a name gives. */
export const lastGenerationPattern = ' (JR|SR|II|III|IV)$';

const GENERATION = new RegExp(generationPattern);
const LAST_GENERATION = new RegExp(lastGenerationPattern);
const PARTICLES = new RegExp(particlesPattern, 'g');

/** The generation a name ends with, empty where none does; a second of a name is written JR as well. */
export function generationOf(name: string): string {
  const found = LAST_GENERATION.exec(name)?.[1] ?? '';
  return found === 'II' ? 'JR' : found;
}

export function familyCore(name: string): string {
  return name.includes(' ') ? name.replace(GENERATION, '').replace(PARTICLES, ' ').trim() : name;
}
