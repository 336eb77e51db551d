import { FieldEncoder, type EncodedTable } from '../identity/encoded-table.ts';
import { registerColumn } from '../identity/level-sql.ts';
import { modelSql, sourceColumn } from '../identity/model-sql.ts';
import { openComparisons } from '../identity/open-comparisons.ts';
import { sharedNumbers } from '../identity/shared-numbers.ts';
import { sqlDialectOf, type SqlDialectName } from '../identity/sql-dialect.ts';
import { fieldName, readIdentityConfig, type IdentityConfig } from './read-identity-config.ts';
import { readIdentityFiles } from './read-identity-files.ts';
import { noRows, requireIdentityModel } from './read-identity-model.ts';
import { csvCell, refuseToOverwrite, writeLines } from './write-whole.ts';

export interface IdentitySqlOrder {
  readonly config: string;
  readonly model: string;
  readonly dialect: SqlDialectName;
  /** Records to write as the query wants them: cleaned, one column for each field. */
  readonly files: readonly string[];
  readonly cleaned?: string | undefined;
}

/** A model as one query over a table `records`; writes that table as CSV where files are given. */
export async function writeIdentitySql(order: IdentitySqlOrder): Promise<string> {
  await refuseToOverwrite([order.config, order.model, ...order.files], [order.cleaned]);
  const config = await readIdentityConfig(order.config);
  const table = tableOfFields(config);
  const { model, blocks } = await requireIdentityModel(order.model, table);
  if (order.cleaned !== undefined) await writeCleaned(config, order.files, order.cleaned);
  const { uniqueId, linkOnly } = config;
  const comparisons = openComparisons(table, noRows).fields;
  return modelSql(
    { model, fields: table.fields, comparisons, blocks, linkOnly, uniqueId },
    sqlDialectOf[order.dialect],
  );
}

/** A table without a record, of which the levels are asked alone. */
function tableOfFields({ fields, linkOnly }: IdentityConfig): EncodedTable {
  const encoded = fields.map((field) => new FieldEncoder({ ...field, name: fieldName(field) }).encode());
  return { records: 0, fields: encoded, sourceOf: new Uint8Array(0), linkOnly };
}

async function writeCleaned(config: IdentityConfig, files: readonly string[], out: string): Promise<void> {
  const { table, ids } = await readIdentityFiles(config, files);
  const comparison = openComparisons(table);
  // Beside a register the numbers of it that keep records apart.
  const registers = table.fields.flatMap((field, at) =>
    field.authoritative ? [{ ...field, shared: sharedNumbers(table, comparison, at) }] : [],
  );
  const header = [
    config.uniqueId,
    ...(config.linkOnly ? [sourceColumn] : []),
    ...config.fields.map(fieldName),
    ...registers.map(({ name }) => registerColumn(name)),
  ];
  function* lines(): Generator<string> {
    yield header.map(csvCell).join(',');
    for (let record = 0; record < ids.length; record++) {
      const cells = table.fields.map(({ values, valueOf }) => values.text(valueOf[record]!));
      const apart = registers.map(({ values, valueOf, shared }) =>
        shared.has(valueOf[record]!) ? '' : values.text(valueOf[record]!),
      );
      const source = config.linkOnly ? [String(table.sourceOf[record])] : [];
      yield [ids.at(record), ...source, ...cells, ...apart].map(csvCell).join(',');
    }
  }
  await writeLines(out, lines());
}
