/**
 * What finds a share that stands alone: a percentage, or a number that is a part of a whole, without how many of how many and how many are
 * not known beside it. Used on the description of the interface and on its answers; `browser/shares-on-page.ts` on pages.
 */

interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** Properties that are numbers and no whole ones, as `Schema.property.inside`: each may be a share, and needs a reason not to be one. */
export function looseNumbers(schemas: Readonly<Record<string, unknown>>): string[] {
  const found = new Set<string>();
  const look = (schema: Schema, where: string): void => {
    if (schema.type === 'number' || (Array.isArray(schema.type) && schema.type.includes('number'))) found.add(where);
    // Whole numbers may be percentages as well.
    if (schema.type === 'integer' && /percent|permille|rate$|ratio(?!n)/i.test(where.split('.').at(-1)!))
      found.add(where);
    for (const [name, inside] of Object.entries(schema.properties ?? {})) look(inside, `${where}.${name}`);
    if (schema.items) look(schema.items, where);
    for (const inside of [...(schema.anyOf ?? []), ...(schema.allOf ?? [])]) look(inside, where);
  };
  for (const [name, schema] of Object.entries(schemas)) look(schema as Schema, name);
  return [...found].sort();
}

/** Objects of a schema that have a part and a whole, and not how many are unknown. */
export function halfShares(schemas: Readonly<Record<string, unknown>>): string[] {
  const found: string[] = [];
  const look = (value: unknown, where: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const { properties } = value as Schema;
    if (properties !== undefined) {
      const names = Object.keys(properties);
      const has = (name: string) => names.includes(name);
      if ((has('numerator') || has('denominator')) && !(has('numerator') && has('denominator') && has('unknown')))
        found.push(where);
    }
    for (const [name, inside] of Object.entries(value)) look(inside, `${where}.${name}`);
  };
  for (const [name, schema] of Object.entries(schemas)) look(schema, name);
  return found;
}

/** How wide an interval is drawn is no share of anything. */
const levelOfInterval = /\b9\d(\.\d)?\s?% (interval|limits|intervalo|límites)/g;
const percentage = /\d\s*(%|٪|‰|per ?cent\b|por ciento)/i;
const withParts = /\d[\d.,]* (of|de) \d[\d.,]*, \d[\d.,]* (unknown|sin dato)/;

/** Texts of an answer that say a percentage and not its parts, with where they stand. */
export function sharesAloneIn(answer: unknown, where = ''): string[] {
  if (typeof answer === 'string')
    return percentage.test(answer.replaceAll(levelOfInterval, '')) && !withParts.test(answer)
      ? [`${where}: ${answer.slice(0, 80)}`]
      : [];
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.entries(answer).flatMap(([name, inside]) =>
    sharesAloneIn(inside, `${where}.${/^\d+$/.test(name) ? '' : name}`),
  );
}
