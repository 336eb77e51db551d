import { parseArgs } from 'node:util';

import { makeTownFiles, TownRefused } from '../jobs/make-town.ts';
import type { Command, CommandIo } from './command.ts';

const help = `Usage: flashlight town --seed N --scale S --out DIR [--json]

Makes a known-truth town: agency export files in DIR/feeds, and in DIR/truth who is who and which firearm did what.
The same seed and scale give the same bytes. Nobody in it is real.

  --seed N    whole number, 0 or more
  --scale S   1 is a city of 600,000 for five years; from 0.01 to 1000
  --out DIR   new, empty, or holding an earlier town, which is replaced
  --json      print {seed, scale, out, files: [{path, rows, bytes}], seconds} on standard output

Example: flashlight town --seed 7 --scale 1 --out town
`;

export const townCommand: Command = {
  name: 'town',
  summary: 'Make a known-truth town to try everything on',
  help,
  run: (args, io) => Promise.resolve(runTown(args, io)),
};

interface TownArguments {
  seed: number;
  scale: number;
  out: string;
  json: boolean;
}

function runTown(args: string[], io: CommandIo): number {
  let wanted: TownArguments | 'help';
  try {
    wanted = readArguments(args);
  } catch (error) {
    io.err(`${error instanceof Error ? error.message : String(error)}\nSee flashlight town --help\n`);
    return 2;
  }
  if (wanted === 'help') {
    io.out(help);
    return 0;
  }
  let said = performance.now();
  try {
    const town = makeTownFiles({
      ...wanted,
      onProgress: ({ done, rows }) => {
        if (performance.now() - said < 1000) return;
        said = performance.now();
        io.err(`${Math.round(done * 100)} %, ${rows.toLocaleString('en-US')} rows\n`);
      },
    });
    if (wanted.json) io.json(town);
    else {
      const rows = town.files.reduce((sum, file) => sum + file.rows, 0);
      const megabytes = town.files.reduce((sum, file) => sum + file.bytes, 0) / 1e6;
      io.out(
        `Town of seed ${town.seed}, scale ${town.scale}: ${rows.toLocaleString('en-US')} rows in ${town.files.length} files, ${megabytes.toFixed(1)} MB, ${town.seconds.toFixed(1)} s\n${town.out}\n`,
      );
    }
    return 0;
  } catch (error) {
    io.err(`${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof TownRefused ? 2 : 1;
  }
}

function readArguments(args: string[]): TownArguments | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string' },
      scale: { type: 'string' },
      out: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  if (values.seed === undefined || !/^\d{1,15}$/.test(values.seed))
    throw new Error(`--seed: expected a whole number from 0 to 999999999999999, got ${values.seed ?? 'nothing'}`);
  const scale =
    values.scale === undefined || !/^\d+(\.\d+)?$|^\.\d+$/.test(values.scale) ? Number.NaN : Number(values.scale);
  if (!(scale >= 0.01 && scale <= 1000))
    throw new Error(`--scale: expected a number from 0.01 to 1000, got ${values.scale ?? 'nothing'}`);
  if (values.out === undefined || values.out === '') throw new Error('--out: expected a directory, got nothing');
  return { seed: Number(values.seed), scale, out: values.out, json: values.json };
}
