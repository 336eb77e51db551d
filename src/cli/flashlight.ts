import { Failure } from '../model/errors.ts';
import { UsageError, type Command, type CommandIo } from './command.ts';
import { joinNegativeValues } from './join-negative-values.ts';

/** Commands are loaded when they are called: the ones that need no database start at once. */
const commands: Record<string, { summary: string; load: () => Promise<Command> }> = {
  start: { summary: 'Serve the portal', load: async () => (await import('./start.ts')).startCommand },
  import: {
    summary: "Read an agency's files into the store",
    load: async () => (await import('./import.ts')).importCommand,
  },
  firearm: { summary: 'The life of a firearm', load: async () => (await import('./firearm.ts')).firearmCommand },
  links: {
    summary: 'What is tied to what, and how two are connected',
    load: async () => (await import('./links.ts')).linksCommand,
  },
  trace: {
    summary: 'Traces counted, and their trafficking index',
    load: async () => (await import('./trace.ts')).traceCommand,
  },
  report: {
    summary: 'Reports of the firearms traced in a year',
    load: async () => (await import('./report.ts')).reportCommand,
  },
  tracing: {
    summary: 'The tracing desk: coverage, requests, and what was never traced',
    load: async () => (await import('./tracing.ts')).tracingCommand,
  },
  'multiple-sales': {
    summary: 'Destroy reports of multiple sales whose days are over, and certify it',
    load: async () => (await import('./multiple-sales.ts')).multipleSalesCommand,
  },
  leads: {
    summary: 'What in the records is worth a look, and why',
    load: async () => (await import('./leads.ts')).leadsCommand,
  },
  city: {
    summary: 'What a city decides about how its traces are read',
    load: async () => (await import('./city.ts')).cityCommand,
  },
  judge: {
    summary: 'Say that two rows speak of the same thing, or of two',
    load: async () => (await import('./judge.ts')).judgeCommand,
  },
  identity: {
    summary: 'Which records of some files are of the same thing',
    load: async () => (await import('./identity.ts')).identityCommand,
  },
  acoustics: {
    summary: 'Pick impulses in recordings, and locate shots by them',
    load: async () => (await import('./acoustics.ts')).acousticsCommand,
  },
  ballistics: {
    summary: 'Read and compare scans of cartridge cases',
    load: async () => (await import('./ballistics.ts')).ballisticsCommand,
  },
  exhibits: {
    summary: 'Prepare and search scans of ballistic exhibits',
    load: async () => (await import('./exhibits.ts')).exhibitsCommand,
  },
  sensor: {
    summary: 'Hear impulses with a microphone and send them, signed, to the service',
    load: async () => (await import('./sensor.ts')).sensorCommand,
  },
  gunshots: {
    summary: 'Sensors enrolled, gunshots located anew, and who is told of them',
    load: async () => (await import('./gunshots.ts')).gunshotsCommand,
  },
  'sign-in-link': {
    summary: 'A one-time sign-in link for a role',
    load: async () => (await import('./sign-in-link.ts')).signInLinkCommand,
  },
  account: {
    summary: 'Who runs the command line under which operating-system name',
    load: async () => (await import('./account.ts')).accountCommand,
  },
  agency: { summary: 'Agencies and their time zones', load: async () => (await import('./agency.ts')).agencyCommand },
  excerpt: {
    summary: 'The store without some records, for readers who may not see them',
    load: async () => (await import('./excerpt.ts')).excerptCommand,
  },
  town: {
    summary: 'Make a known-truth town as agency files',
    load: async () => (await import('./town.ts')).townCommand,
  },
};

const usage = `flashlight: open crime-gun intelligence for a city

Usage: flashlight COMMAND [options]

Commands:
${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(13)} ${summary}`)
  .join('\n')}

Every command has --help with an example. The store is the data directory --data-dir (default: data),
or the server of DATABASE_URL. Exit codes: 0 done, 1 failed, 2 wrong usage.
`;

const io: CommandIo = {
  out: (text) => void process.stdout.write(plainLines(text)),
  err: (text) => void process.stderr.write(plainLines(text)),
  json: (value) => void process.stdout.write(`${JSON.stringify(value)}\n`),
};

/**
 * A text for a terminal, with the end of its last line. Headers, names of files and labels come from outside: what in them
 * would move the cursor, rename the window or turn the writing round is taken out.
 */
function plainLines(text: string): string {
  const plain = text.replaceAll(/[^\P{C}\n\t\u200d]/gu, '');
  return plain.endsWith('\n') ? plain : `${plain}\n`;
}

/** A reader that closes early (`| head`) ends the output, not with a stack trace. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

async function main(words: string[]): Promise<number> {
  const [name, ...args] = joinNegativeValues(words);
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.out(usage);
    return name === undefined ? 2 : 0;
  }
  if (name === '--version') {
    const { default: about } = await import('../../package.json', { with: { type: 'json' } });
    io.out(about.version);
    return 0;
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!entry) {
    io.err(`Expected a command (${Object.keys(commands).join(', ')}); got ${name}. See flashlight --help.`);
    return 2;
  }
  const command = await entry.load();
  if (args.includes('--help') || args.includes('-h')) {
    io.out(command.help);
    return 0;
  }
  const json = args.includes('--json');
  try {
    return await command.run(args, io);
  } catch (error) {
    if (error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')) {
      io.err(`flashlight ${name}: ${(error as Error).message} See flashlight ${name} --help.`);
      return 2;
    }
    if (error instanceof Failure) {
      if (json) io.json({ error: { code: error.code, message: error.message, detail: error.detail } });
      io.err(`flashlight ${name}: ${error.message} [${error.code}]`);
      return 1;
    }
    const { name: kind, code, stack = '' } = error as NodeJS.ErrnoException;
    const message = `Expected to finish; met a fault of the program (${[kind, code].filter(Boolean).join(' ')}). What was not finished was undone. Please report it with the lines below.`;
    if (json) io.json({ error: { code: 'cli.unexpected', message, detail: {} } });
    // Where, and not the message: it may quote a row, and rows are about people.
    const where = stack.split('\n').filter((line) => /^\s+at /.test(line));
    io.err([`flashlight ${name}: ${message} [cli.unexpected]`, ...where].join('\n'));
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
