import { Kind, type TSchema } from '@sinclair/typebox';
import { TypeCompiler, type TypeCheck } from '@sinclair/typebox/compiler';
import type { NamedSchemas } from './contract/named-schemas.ts';

/** Writes answers and holds each to its schema, by which it may say no more than is named; a fault where it strays. */
export function checkedAnswers(schemas: NamedSchemas, schema: unknown): (answer: unknown) => string {
  let check: TypeCheck<TSchema> | undefined;
  return (answer) => {
    const text = JSON.stringify(answer);
    const sent: unknown = JSON.parse(text);
    // Compiled for the first answer: most routes of a test are asked nothing.
    check ??= compiled(schemas, schema);
    const strays = check.Check(sent) ? undefined : check.Errors(sent).First();
    if (strays)
      throw new Error(`answer strays from ${nameOf(schema) ?? 'its schema'} at ${strays.path}: ${strays.message}`);
    return text;
  };
}

const nameOf = (schema: unknown) => (schema as { $ref?: string }).$ref;

/** Many routes and servers answer by one schema. */
const known = new WeakMap<object, TypeCheck<TSchema>>();

function compiled(schemas: NamedSchemas, schema: unknown): TypeCheck<TSchema> {
  const original = schemas.find(nameOf(schema)) ?? (schema as object);
  let check = known.get(original);
  if (check === undefined) known.set(original, (check = TypeCompiler.Compile(strict(schemas, original) as TSchema)));
  return check;
}

/** The schema with every reference in place, whose objects hold what they name and nothing else. */
function strict(schemas: NamedSchemas, schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map((each) => strict(schemas, each));
  if (typeof schema !== 'object' || schema === null) return schema;
  const named = schemas.find(nameOf(schema));
  if (named !== undefined) return strict(schemas, named);
  const { $id: _, ...rest } = schema as Record<string | symbol, unknown>;
  const copy: Record<string | symbol, unknown> = {};
  for (const key of Reflect.ownKeys(rest)) copy[key] = strict(schemas, rest[key as string]);
  const kind = copy[Kind];
  if (kind === 'Object') copy['additionalProperties'] ??= false;
  return copy;
}
