/**
 * The validation tables of the method page, firearm by firearm: `node bench/ballistics-firearms.ts [FOLDER]`, a folder of X3P files with truth.csv,
 * whose scans are turned by the angles of `golden` first; without it made firearms alone.
 */
import { compareStudy } from '../test/golden/compare-study.ts';
import { compareMadeFirearms, firearmTable } from '../test/golden/firearm-table.ts';

const [folder] = process.argv.slice(2);
if (folder !== undefined) console.log(`${firearmTable((await compareStudy(folder, 'golden')).pairs).join('\n')}\n`);
console.log(firearmTable(await compareMadeFirearms('firearms')).join('\n'));
