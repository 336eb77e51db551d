import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';

let store: TestStore;
beforeAll(async () => void (store = await openTestStore()));
afterAll(() => store.close());

test('the import role can neither change nor remove a record', async () => {
  const pool = store.database.pool('import');
  for (const sql of [
    'update flashlight.record set version = 2',
    'delete from flashlight.record',
    'truncate flashlight.record',
    'update flashlight.audit_event set actor = $$x$$',
  ]) {
    await expect(pool.query(sql)).rejects.toThrow(/permission denied/);
  }
});

test('the read role can neither add a record nor change a link', async () => {
  const pool = store.database.pool('read');
  for (const sql of [
    `insert into flashlight.import_reject (agency_id, run_id, section, line, code, expected, got, cells) values (1,1,1,1,'a','b','c','[]')`,
    `update flashlight.link set status = 'RETRACTED'`,
  ]) {
    await expect(pool.query(sql)).rejects.toThrow(/permission denied/);
  }
});

test('the publish role reads aggregates and no record, person or link', async () => {
  const pool = store.database.pool('publish');
  await pool.query('select * from flashlight.trace_flow');
  for (const table of ['record', 'person_observation', 'link', 'entity', 'trace_result']) {
    await expect(pool.query(`select * from flashlight.${table}`)).rejects.toThrow(/permission denied/);
  }
});
