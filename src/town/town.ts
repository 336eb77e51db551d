import { type District, districts, DistrictMap } from './city.ts';
import { makeUnderworld } from './crews.ts';
import { DealerMarket, licenceKey, makeDealers } from './dealers.ts';
import { numberIncidents } from './events.ts';
import { traffickingChannels } from './firearms.ts';
import { makeEvents } from './make-events.ts';
import { PeopleMaker } from './people.ts';
import { Random } from '../stats/random.ts';
import { Sales } from './sales.ts';
import { makeSupply } from './make-supply.ts';
import { years } from './town-years.ts';
import { TownFiles, type TownChunk } from './town-files.ts';
import { Truth, truthHeaders } from './truth.ts';
import { AlertAndCallWriter, alertsHeader, callsHeader } from './write-alerts-and-calls.ts';
import { licenseeListHead, licenseeListPath, listMonths, writeInspections, writeLicensees } from './write-dealers.ts';
import { denialsHeader, denialsPath, writeDenials } from './write-denials.ts';
import { EtraceWriter, requestsHeader, resultsHeader } from './write-etrace.ts';
import {
  IncidentWriter,
  incidentsHeader,
  offensesHeader,
  shootingVictimsHeader,
  suspectsHeader,
  victimsHeader,
} from './write-incidents.ts';
import { multipleSalesHeader, multipleSalesPath, writeMultipleSales } from './write-multiple-sales.ts';
import { entriesHeader, leadsHeader, NibinWriter } from './write-nibin.ts';
import { numberProperty, recoveriesHeader, theftsHeader, writeRecoveries, writeThefts } from './write-recoveries.ts';
import { visitorScenes } from './visiting-firearms.ts';
import { WriterTools } from './writer-tools.ts';

export interface TownOptions {
  readonly seed: number;
  /** 1 is a city of 600,000 over five years; 100 a hundred times that. */
  readonly scale: number;
}

/** Counts that stand in truth/summary.json. */
interface Tally {
  persons: number;
  firearms: number;
  recovered: number;
  traced: number;
  trafficked: number;
  rings: number;
  ringMembers: number;
  strawPurchasers: number;
  dealers: number;
  cleanLives: number;
  blemished: Record<string, number>;
  recoveredByChannel: Record<string, number>;
}

/**
 * A known-truth town: every file of every agency, and who is who, as pieces of text in the order to append them.
 *
 * The world is made of precincts of 66,667 people, nine to a city of 600,000, each from a seed of its own and gone before the
 * next begins: memory does not grow with scale. People, crews and firearms stay inside their precinct; dealers are shared by
 * nine. Larger scales lay more precincts over the same streets. The same seed and scale give the same bytes.
 */
export function* makeTown(options: TownOptions): Generator<TownChunk> {
  const precincts = Math.max(1, Math.ceil(options.scale * 9 - 1e-9));
  const worlds = Math.ceil(precincts / 9);
  const root = new Random(`town/${options.seed}`);
  const files = new TownFiles();
  const tally: Tally = {
    persons: 0,
    firearms: 0,
    recovered: 0,
    traced: 0,
    trafficked: 0,
    rings: 0,
    ringMembers: 0,
    strawPurchasers: 0,
    dealers: 0,
    cleanLives: 0,
    blemished: {},
    recoveredByChannel: {},
  };
  writeHeaders(files);
  let market: DealerMarket | null = null;
  for (let precinct = 0; precinct < precincts; precinct++) {
    if (precinct % 9 === 0 || market === null) {
      const world = Math.floor(precinct / 9);
      market = new DealerMarket(makeDealers(world, worlds, root.fork(`dealers-${world}`)));
      tally.dealers += market.dealers.length;
      writeDealerWorld(market, files);
      writeLicensees(market.dealers, files);
      writeInspections(market.dealers, world, files, root.fork(`inspections-${world}`));
    }
    const share = Math.min(1, options.scale * 9 - precinct);
    yield* makePrecinct({
      root,
      precinct,
      precincts,
      share,
      market,
      random: root.fork(`precinct-${precinct}`),
      files,
      tally,
    });
    yield* files.drain((precinct + 1) / precincts);
  }
  writeSummary(options, files, tally);
  yield* files.drain(1);
}

function writeHeaders(files: TownFiles): void {
  const line = (path: string, header: string): void => files.head(path, `${header}\r\n`);
  for (const [year, month] of listMonths) files.head(licenseeListPath(year, month), licenseeListHead);
  files.head('feeds/inspections/inspections.ndjson', '');
  const yearly: readonly (readonly [string, string])[] = [
    ['incidents/incidents', incidentsHeader],
    ['incidents/offenses', offensesHeader],
    ['incidents/victims', victimsHeader],
    ['incidents/suspects', suspectsHeader],
    ['recoveries/recoveries', recoveriesHeader],
    ['etrace/requests', requestsHeader],
    ['etrace/results', resultsHeader],
    ['thefts/thefts', theftsHeader],
    ['nibin/entries', entriesHeader],
    ['nibin/leads', leadsHeader],
    ['gunshot-alerts/alerts', alertsHeader],
    ['calls/calls', callsHeader],
  ];
  for (const [name, header] of yearly) for (const year of years) line(`feeds/${name}-${year}.csv`, header);
  line('feeds/shootings/victims.csv', shootingVictimsHeader);
  line(multipleSalesPath, multipleSalesHeader);
  line(denialsPath, denialsHeader);
  line('truth/traces.csv', truthHeaders.traces);
  line('truth/persons.csv', truthHeaders.persons);
  line('truth/firearms.csv', truthHeaders.firearms);
  line('truth/lives.csv', truthHeaders.lives);
  line('truth/recovered-firearms.csv', truthHeaders.recovered);
  line('truth/rings.csv', truthHeaders.rings);
  line('truth/dealers.csv', truthHeaders.dealers);
  line('truth/gunfire.csv', truthHeaders.gunfire);
  line('truth/places.csv', truthHeaders.places);
  line('truth/vehicles.csv', truthHeaders.vehicles);
}

function writeDealerWorld(market: DealerMarket, files: TownFiles): void {
  for (const dealer of market.dealers)
    files.row('truth/dealers.csv', [
      licenceKey(dealer),
      dealer.role,
      Math.round(dealer.salesPerYear),
      dealer.business || dealer.licensee,
      dealer.town.state,
    ]);
}

/** Hands its text over after every writer, so that no more than one feed of one precinct waits in memory. */
function* makePrecinct(options: {
  precinct: number;
  precincts: number;
  share: number;
  market: DealerMarket;
  root: Random;
  random: Random;
  files: TownFiles;
  tally: Tally;
}): Generator<TownChunk> {
  const { precinct, precincts, share, market, root, random, files, tally } = options;
  const district = districts[precinct % districts.length] as District;
  const map = new DistrictMap(district, random.fork('map'));
  const homes = random.fork('homes');
  const people = new PeopleMaker(precinct, random.fork('people'), () => map.anywhere(homes));
  const underworld = makeUnderworld(people, map, share, random.fork('underworld'));
  const visitors = visitorScenes(precinct, precincts, root);
  const supplyRandom = random.fork('supply');
  const sales = new Sales({
    precinct,
    precincts,
    share,
    people,
    market,
    underworld,
    random: supplyRandom,
  });
  const supply = makeSupply(sales, visitors, supplyRandom.fork('ways'));
  const events = makeEvents({
    guests: visitorScenes(precinct + 1, precincts, root),
    people,
    map,
    underworld,
    supply,
    share,
    random: random.fork('events'),
  });
  numberIncidents(events.incidents, precinct, precincts);
  const truth = new Truth(files);
  const tools = new WriterTools({ files, truth, precinct, precincts, random: random.fork('writers') });
  const etrace = new EtraceWriter(tools);
  const done = precinct / precincts;
  new IncidentWriter(tools).write(events.incidents);
  yield* files.drain(done);
  etrace.write(events.recoveries);
  yield* files.drain(done);
  const nibin = new NibinWriter(tools);
  nibin.remember(visitors, supply.firearms);
  nibin.write(events.gunfire, events.recoveries);
  yield* files.drain(done);
  numberProperty(events.recoveries, tools);
  writeRecoveries(events.recoveries, nibin.testFired, tools);
  writeThefts(events.thefts, tools);
  yield* files.drain(done);
  new AlertAndCallWriter(tools, map, share, district.name).write(events.gunfire);
  yield* files.drain(done);
  etrace.finish();

  for (const [i, firearm] of supply.firearms.entries()) {
    truth.life(firearm);
    if (i % 500 === 499) yield* files.drain(done);
  }
  for (const ring of supply.rings) {
    files.row('truth/rings.csv', [ring.id, ring.organiser.id, 'organiser']);
    for (const purchaser of ring.purchasers) files.row('truth/rings.csv', [ring.id, purchaser.id, 'purchaser']);
    tally.ringMembers += ring.purchasers.length;
  }
  tally.rings += supply.rings.length;
  tally.strawPurchasers += supply.strawPurchasers.size;
  tally.persons += people.count;
  tally.firearms += supply.firearms.length;
  for (const { firearm, traceNumber } of events.recoveries) {
    const traced = traceNumber !== '';
    files.row('truth/recovered-firearms.csv', [
      firearm.id,
      firearm.channel,
      firearm.ring,
      firearm.blemish === '' ? 1 : 0,
      firearm.blemish,
      traced ? 1 : 0,
    ]);
    tally.recovered++;
    if (traced) tally.traced++;
    if (traced && traffickingChannels.has(firearm.channel)) tally.trafficked++;
    if (firearm.blemish === '') tally.cleanLives++;
    else tally.blemished[firearm.blemish] = (tally.blemished[firearm.blemish] ?? 0) + 1;
    tally.recoveredByChannel[firearm.channel] = (tally.recoveredByChannel[firearm.channel] ?? 0) + 1;
  }
  // Last, and after all is counted: these buyers and firearms are in no other file, and most who were denied a purchase neither.
  writeMultipleSales(sales, tools);
  writeDenials(sales, events.recoveries, tools);
}

const truthReadme = `# Truth of a town

Nobody here is real: people, dealers, streets and firearms come from a seed. These files are for scoring; no agency has them.

| file | rows |
|---|---|
| traces.csv | one per trace requested: the firearm, trafficked (1: bought or sold in order to pass it on: channels straw, ring, dealer-diversion), ring, clean, channel, the straw purchaser where there is one, the dealer's licence key |
| persons.csv, firearms.csv, vehicles.csv | whom, which firearm or which vehicle a row of a feed truly speaks of: feed/layout, the row's own number with "/" and the role, the true id. A cartridge case's row is "IBIS/scene", a test fire's "IBIS/test-fire", a lead's two sides "NUMBER/a" and "NUMBER/b". Of a person also the group their names are drawn from |
| lives.csv | what happened to each firearm, day by day, recorded or not |
| recovered-firearms.csv | each recovered firearm: channel, ring, clean (1: every record that names it carries its serial number, differently spaced at most, and its own maker), and where not, the first cause |
| rings.csv | who belongs to which ring |
| dealers.csv | licence key (region, district, sequence), how the dealer truly behaves, firearms sold a year |
| gunfire.csv | the incident an alert or a call is truly of: feed/layout, the alert's number with "/" and the day, or the call's event number; a row that is not here was no gunfire, or gunfire nobody wrote of |
| places.csv | which building of which city, and which flat in it, the address of a row truly is: feed/layout, the row's own number with "/" and the role |
| summary.json | counts |
`;

function writeSummary(options: TownOptions, files: TownFiles, tally: Tally): void {
  files.head('truth/README.md', truthReadme);
  files.head(
    'truth/summary.json',
    `${JSON.stringify({ seed: options.seed, scale: options.scale, ...tally }, null, 2)}\n`,
  );
}
