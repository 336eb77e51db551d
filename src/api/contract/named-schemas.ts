import type { TSchema } from '@sinclair/typebox';

/**
 * Schemas with an `$id` are written once in the OpenAPI document and referred to by name everywhere else.
 */
export class NamedSchemas {
  private readonly byId = new Map<string, Record<string, unknown>>();
  private readonly originals = new Map<string, TSchema>();

  /** The schema with every named schema inside it replaced by a reference; its static type is unchanged. */
  refer<T extends TSchema>(schema: T): T {
    return this.replace(schema) as T;
  }

  /** Every named schema met so far, for the server to know. */
  all(): Record<string, unknown>[] {
    return [...this.byId.values()];
  }

  /** The schema a reference names, as it was written. */
  find(reference: unknown): TSchema | undefined {
    return typeof reference === 'string' ? this.originals.get(reference.replace(/#$/, '')) : undefined;
  }

  private replace(schema: unknown): unknown {
    if (Array.isArray(schema)) return schema.map((each) => this.replace(each));
    if (typeof schema !== 'object' || schema === null) return schema;
    const { $id, ...rest } = schema as Record<string, unknown>;
    if (typeof $id !== 'string')
      return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, this.replace(value)]));
    if (!this.byId.has($id)) {
      const inside: Record<string, unknown> = { $id };
      this.byId.set($id, inside);
      this.originals.set($id, schema as TSchema);
      for (const [key, value] of Object.entries(rest)) inside[key] = this.replace(value);
    }
    return { $ref: `${$id}#` };
  }
}
