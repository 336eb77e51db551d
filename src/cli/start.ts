import { isIP } from 'node:net';
import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import about from '../../package.json' with { type: 'json' };
import { startServer } from '../api/server.ts';
import { buildPortal, portalDir } from '../jobs/build-portal.ts';
import { linkRecords } from '../jobs/link-records.ts';
import { enrolMadeExhibits } from '../jobs/made-exhibits.ts';
import { playMadeNight } from '../jobs/play-made-night.ts';
import { savePortalUrl } from '../jobs/portal-url.ts';
import { isTown, setUpTown } from '../jobs/set-up-town.ts';
import { createSignInLink } from '../jobs/sign-in.ts';
import { roles } from '../model/roles.ts';
import { listAgencies, saveAgency, type Agency } from '../store/agencies.ts';
import { databaseOfEnvironment, defaultDataDir, openDatabase, type Database } from '../store/database.ts';
import { stopOnSignals } from '../store/embedded-signals.ts';
import { migrate } from '../store/migrate.ts';
import { UsageError, type Command, type CommandIo } from './command.ts';
import { brokersOf } from './gunshots.ts';
import { linkProgress } from './link-progress.ts';
import { assumedZone, defaultAgency } from './open-store.ts';

/** The town a first start shows: a few years of a small city, in seconds rather than minutes. */
const demonstration = { seed: 2026, scale: 0.2 };

export const startCommand: Command = {
  name: 'start',
  summary: 'Serve the portal',
  help: `flashlight start [--data-dir D] [--port N] [--host H] [--url URL] [--trust-proxy P]
                 [--empty] [--agency A] [--no-link-graph]

Sets everything up and serves the portal: the embedded PostgreSQL in the data directory
(or the server of DATABASE_URL), the schema, on a first start a known-truth demonstration
town, and a one-time sign-in link for each demonstration role. Stop with Ctrl-C.
To the town's gunshot desk a made night is played for five minutes from the start on.

  --empty      no town: an empty store for your own files
  --port N     default 8080
  --host H     default 127.0.0.1: this machine alone
  --url URL    where people open the portal, if that is another address: its name is
               answered, its pages may write, the links printed lead there; with https
               cookies are sent over nothing else
  --trust-proxy P   proxies whose X-Forwarded-For says who asks: addresses or networks,
               parted by commas; loopback for one on this machine
  --agency A   whose data to show, where the store holds several
  --no-link-graph   ask the store alone for links: slower on long chains, and saves
               some 60 bytes of memory for each link, three times that while it loads
  FLASHLIGHT_BROKERS      brokers that hold the pulses of sensors, parted by commas; without
                          them they lie in the store; with tls:// nothing is said to one without TLS
  FLASHLIGHT_BROKERS_CREDENTIALS   file that says to brokers who this is: of NATS with a JWT, the seed
                          of an nkey, USER:PASSWORD, or a token
  FLASHLIGHT_BROKERS_CA   file of certificates that brokers' own are signed with
  FLASHLIGHT_BOUNDARIES   GeoJSON of the agency's own districts
  FLASHLIGHT_TILES        base map tiles, e.g. https://tiles.city.example/{z}/{x}/{y}.png

Example: flashlight start --data-dir /srv/flashlight --port 8080
Behind a proxy with TLS: flashlight start --url https://flashlight.city.example --trust-proxy loopback`,
  async run(args, io) {
    const { values } = parseArgs({
      args,
      options: {
        'data-dir': { type: 'string' },
        port: { type: 'string', default: '8080' },
        host: { type: 'string', default: '127.0.0.1' },
        url: { type: 'string' },
        'trust-proxy': { type: 'string' },
        empty: { type: 'boolean', default: false },
        agency: { type: 'string' },
        'no-link-graph': { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new UsageError(`Expected --port from 0 to 65535; got ${values.port}.`);
    const publicUrl = values.url === undefined ? undefined : publicUrlOf(values.url);
    const trustProxy = values['trust-proxy'] === undefined ? undefined : proxiesOf(values['trust-proxy']);
    const dataDir = values['data-dir'] ?? process.env['FLASHLIGHT_DATA_DIR'] ?? defaultDataDir;
    const began = performance.now();
    const step = (text: string) => io.err(`[${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s] ${text}`);

    step('Opening the store …');
    const database = await openDatabase({
      ...(values['data-dir'] === undefined ? databaseOfEnvironment(process.env) : {}),
      dataDir,
      command: 'flashlight start',
      exclusive: true,
    });
    let stopServing: (() => Promise<void>) | undefined;
    stopOnSignals(database, {
      exitCode: 0,
      before: async () => {
        step('Stopping …');
        await stopServing?.();
      },
    });
    try {
      await migrate(database);
      const portal = buildPortal();
      portal.catch(() => undefined);
      if (!values.empty) await setUpTown(database, { dataDir, ...demonstration, onProgress: everySecond(step) });
      const joined = everySecond(step);
      await linkRecords(database, (progress) => joined(linkProgress(progress)));
      step('Building the portal …');
      await portal;
      const agency = await agencyToShow(database, values.agency, step);
      const server = await startServer({
        database,
        agency,
        dataDir,
        webDir: portalDir,
        version: about.version,
        host: values.host,
        port,
        publicUrl,
        trustProxy,
        linksFrom: values['no-link-graph'] ? 'store' : 'memory',
        brokers: brokersOf(process.env['FLASHLIGHT_BROKERS']) ?? undefined,
        boundariesFile: process.env['FLASHLIGHT_BOUNDARIES'],
        tiles: process.env['FLASHLIGHT_TILES']
          ? { url: process.env['FLASHLIGHT_TILES'], attribution: process.env['FLASHLIGHT_TILES_ATTRIBUTION'] ?? '' }
          : undefined,
      });
      const brokers = brokersOf(process.env['FLASHLIGHT_BROKERS']);
      const night =
        !values.empty && brokers === null && isTown(agency, dataDir)
          ? playMadeNight(database, {
              agencyId: agency.agencyId,
              dataDir,
              now: () => new Date(),
              onNews: (news, { err }) => io.err(`${news}: ${String(err)}`),
            })
          : null;
      const exhibits =
        !values.empty && isTown(agency, dataDir)
          ? enrolMadeExhibits(database, {
              agencyId: agency.agencyId,
              dataDir,
              now: () => new Date(),
              onNews: (news, { err }) => io.err(`${news}: ${String(err)}`),
            })
          : null;
      stopServing = async () => {
        await Promise.all([night?.close(), exhibits?.close()]);
        await server.close();
      };
      const url = publicUrl?.origin ?? server.url;
      await savePortalUrl(dataDir, url);
      step(`Serving ${agency.name} on ${server.url}${publicUrl ? ` for ${url}` : ''}`);
      if (!publicUrl && !isLoopback(values.host))
        io.err(
          `Requests for other names than localhost and 127.0.0.1 are refused. Give the address people open: --url.`,
        );
      await printLinks(database, agency, url, io);
    } catch (error) {
      await database.close();
      if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
        io.err(`flashlight start: port ${port} is taken by another program. Give another one with --port.`);
        return 1;
      }
      throw error;
    }
    // Until a signal ends it.
    return new Promise<never>(() => undefined);
  },
};

function publicUrlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url;
  throw new UsageError(
    `Expected --url as http or https and a name, without a path, such as https://flashlight.city.example; got ${text}.`,
  );
}

function proxiesOf(text: string): string[] {
  const proxies = text.split(',').map((each) => each.trim());
  if (proxies.every((each) => each === 'loopback' || isNetwork(each))) return proxies;
  throw new UsageError(
    `Expected --trust-proxy as loopback, addresses or networks such as 10.0.0.0/8, parted by commas; got ${text}.`,
  );
}

function isNetwork(text: string): boolean {
  const [address = '', bits = '1', ...rest] = text.split('/');
  const bitsMax = { 0: 0, 4: 32, 6: 128 }[isIP(address)]!;
  return rest.length === 0 && /^\d+$/.test(bits) && Number(bits) >= 1 && Number(bits) <= bitsMax;
}

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || host.startsWith('127.');

async function agencyToShow(
  database: Database,
  code: string | undefined,
  step: (text: string) => void,
): Promise<Agency> {
  const agencies = await listAgencies(database);
  const chosen = code === undefined ? agencies[0] : agencies.find((agency) => agency.code === code);
  if (chosen) return chosen;
  if (code !== undefined)
    throw new UsageError(
      `Expected an agency of the store (${agencies.map((each) => each.code).join(', ') || 'none yet'}); got ${code}.`,
    );
  step(assumedZone(defaultAgency));
  return saveAgency(database, { ...defaultAgency, city: null, state: null });
}

async function printLinks(database: Database, agency: Agency, url: string, io: CommandIo): Promise<void> {
  const lines = [];
  for (const role of roles) {
    const token = await createSignInLink(database, {
      agencyId: agency.agencyId,
      actor: `demo-${role}`,
      role,
      madeBy: userInfo().username,
    });
    lines.push(`  ${role.padEnd(20)} ${url}/sign-in#token=${token}`);
  }
  io.out(`\nOne-time sign-in links (each works once, for a day):\n${lines.join('\n')}\n\nStop with Ctrl-C.`);
}

function everySecond(step: (text: string) => void): (text: string) => void {
  let last = 0;
  return (text) => {
    if (performance.now() - last < 1000) return;
    last = performance.now();
    step(text);
  };
}
