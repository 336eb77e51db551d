import { type District, districts, DistrictMap } from './city.ts';
import { makeUnderworld } from './crews.ts';
import { DealerMarket, licenceKey, makeDealers } from './dealers.ts';
import { EventMaker, numberIncidents } from './events.ts';
import { traffickingChannels } from './firearms.ts';
import { PeopleMaker } from './people.ts';
import { Random } from './random.ts';
import { SupplyMaker, years } from './supply.ts';
import { TownFiles, type TownChunk } from './town-files.ts';
import { Truth, truthHeaders } from './truth.ts';
import { AlertAndCallWriter, alertsHeader, callsHeader } from './write-alerts-and-calls.ts';
import { licenseeListHead, licenseeListPath, listMonths, writeInspections, writeLicensees } from './write-dealers.ts';
import { EtraceWriter, requestsHeader, resultsHeader } from './write-etrace.ts';
import {
  IncidentWriter,
  incidentsHeader,
  offensesHeader,
  shootingVictimsHeader,
  suspectsHeader,
  victimsHeader,
} from './write-incidents.ts';
import { entriesHeader, leadsHeader, NibinWriter } from './write-nibin.ts';
import { numberProperty, recoveriesHeader, theftsHeader, writeRecoveries, writeThefts } from './write-recoveries.ts';
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
    makePrecinct({ precinct, precincts, share, market, random: root.fork(`precinct-${precinct}`), files, tally });
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
  line('truth/traces.csv', truthHeaders.traces);
  line('truth/persons.csv', truthHeaders.persons);
  line('truth/firearms.csv', truthHeaders.firearms);
  line('truth/lives.csv', truthHeaders.lives);
  line('truth/recovered-firearms.csv', truthHeaders.recovered);
  line('truth/rings.csv', truthHeaders.rings);
  line('truth/dealers.csv', truthHeaders.dealers);
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

function makePrecinct(options: {
  precinct: number;
  precincts: number;
  share: number;
  market: DealerMarket;
  random: Random;
  files: TownFiles;
  tally: Tally;
}): void {
  const { precinct, precincts, share, market, random, files, tally } = options;
  const district = districts[precinct % districts.length] as District;
  const map = new DistrictMap(district, random.fork('map'));
  const homes = random.fork('homes');
  const people = new PeopleMaker(precinct, random.fork('people'), () => map.anywhere(homes));
  const underworld = makeUnderworld(people, map, share, random.fork('underworld'));
  const supply = new SupplyMaker({
    precinct,
    precincts,
    share,
    people,
    market,
    underworld,
    random: random.fork('supply'),
  }).make();
  const events = new EventMaker({ people, map, underworld, supply, share, random: random.fork('events') }).make();
  numberIncidents(events.incidents, precinct, precincts);
  const truth = new Truth(files);
  const tools = new WriterTools({ files, truth, precinct, precincts, random: random.fork('writers') });
  const etrace = new EtraceWriter(tools);
  new IncidentWriter(tools).write(events.incidents);
  etrace.write(events.recoveries);
  const nibin = new NibinWriter(tools);
  nibin.write(events.gunfire, events.recoveries);
  numberProperty(events.recoveries, tools);
  writeRecoveries(events.recoveries, nibin.testFired, tools);
  writeThefts(events.thefts, tools);
  new AlertAndCallWriter(tools, map, share, district.name).write(events.gunfire);
  etrace.finish();

  for (const firearm of supply.firearms) truth.life(firearm);
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
}

function writeSummary(options: TownOptions, files: TownFiles, tally: Tally): void {
  files.head(
    'truth/summary.json',
    `${JSON.stringify({ seed: options.seed, scale: options.scale, ...tally }, null, 2)}\n`,
  );
}
