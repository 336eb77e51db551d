import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { halfShares, looseNumbers, sharesAloneIn } from '../bare-shares.ts';
import { importSmallCity } from './import-small-city.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';
import { incidentsCsv, recoveriesCsv, tracesCsv } from './small-city.ts';

interface Document {
  readonly paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
  readonly components: { readonly schemas: Record<string, unknown> };
}

let server: TestServer;
let cookie: string;
let document: Document;

beforeAll(async () => {
  server = await openTestServer();
  await importSmallCity(server, [
    ['incidents', incidentsCsv],
    ['recoveries', recoveriesCsv],
    ['etrace', tracesCsv],
  ]);
  cookie = await server.signIn('analyst');
  document = (await server.api.inject({ url: '/api/v1/openapi.json' })).json();
});
afterAll(() => server.close());

/** Units that a name or its place says: these are no parts of a whole. */
const units: readonly (readonly [RegExp, string])[] = [
  [/\.(\w*[bB]its(Before|Now)?)$/, 'bits: a logarithm of odds, shown as bits and words'],
  [/\.(lat|lon|x|y|bounds)$/, 'a place'],
  [/\.(meters|seconds)\.(least|most)$/, 'a distance, or a time'],
  [/\.(milliseconds|headerLines|logLikelihoods)$/, 'a time, numbers of lines, a logarithm'],
  [/\.(score|points|strength|expectedUse|contribution|sameCounterScore)$/, 'points of an index, or of a lead'],
  [
    /^(TraceIndex|EarlierScore|LeadTrace|ListedTrace|DealerStanding\.recoveries)\.([\w.]+\.)?(low|high|value|was|is|pointsWere|pointsAre)$/,
    'points between which an index lies',
  ],
  [/^(CitySettings|RecordedFit)\.weights\./, 'a weight that somebody signed, or may sign'],
  [/^DealerFunnel\.(curve|points)\./, 'an expected count and its limits'],
  [/\.(\w*(Meters|Seconds|Degrees|DbMin)|meters|metersAway|seconds)$/, 'metres, seconds, degrees or decibels'],
  [/\.air\.(estimated\.)?(speed(Sigma)?Mps|wind(East|North|Sigma)Mps|temperatureC)$/, 'metres a second, or degrees'],
  [/^(GunshotReckoning\.fit|NetworkPlan)\.(east|north|south|west)$/, 'an edge of a drawn map'],
  [/^StateMap\./, 'a place on a drawn map'],
  [/\.distance\.km$/, 'kilometres'],
  [/\.metersApart$/, 'metres'],
  [/\.(hours|\w+Hours)$/, 'hours'],
  [/(\w+Microns|(translationMicrons|firstMiddle|secondMiddle|middleOfAlike)\.[xy])$/, 'micrometres'],
  [/(\.logRatio|^SurfaceLikelihoodRatio)\.(log10|low|high)$/, 'a logarithm of a likelihood ratio'],
  [/\.(meanDays|medianDays|median)$/, 'days, with how many are counted beside them'],
];

const ofFit = (of: string) =>
  Object.fromEntries(
    Object.entries({
      'area.city': 'an area under a curve',
      'area.reference': 'an area under a curve',
      'area.timeAlone': 'an area under a curve',
      brier: 'a mean squared difference',
      'calibration.intercept': 'a parameter of the model',
      'calibration.slope': 'a parameter of the model',
      'gain.high': 'a difference of areas',
      'gain.low': 'a difference of areas',
      'stability.kept': 'a mean count',
      'stability.spread': 'how far weights were drawn from themselves',
      'reliability.said': 'what the model said, beside how many of how many it came to',
    }).map(([name, why]) => [`${of}.${name}`, why]),
  );

/** All other numbers of the interface that are no whole ones, each with why it is no share of anything counted. */
const reviewed: Readonly<Record<string, string>> = {
  'ColumnGuess.confidence': 'how sure a guess about a column is; of no person, and shown in words',
  'Guess.confidence': 'the same of a whole file',
  'Guess.alternatives.confidence': 'the same of another feed',
  'CorrelationCandidate.expectedByChance': 'an expected count of those compared',
  'CorrelationCandidate.wholeScanCorrelation': 'a correlation of two surfaces',
  'ComparisonFigures.expectedByChance': 'an expected count of those compared',
  'ComparisonFigures.wholeScanCorrelation': 'a correlation of two surfaces',
  'NibinStatistics.leadsPer100Entries': 'a rate of the two counts beside it; an exhibit may have several leads',
  'NibinGets.time.escalation.perWeek': 'a rate of the events and days beside it',
  'ComparedSurfaces.correlationLeast': 'a threshold of the method',
  'ComparedSurfaces.wholeScanCorrelation': 'a correlation of two surfaces',
  'SurfaceCell.correlation': 'a correlation of two surfaces',
  'ExhibitScan.maskConfidence': 'how sure the program is of a mask; of no person, and shown in words',
  'GunshotReckoning.together.shots.sigmas': 'a distance in standard deviations of its own',
  'GunshotReckoning.together.shots.weight': 'how much a shot counts towards the place',
  'GunshotReckoning.together.wider': 'a ratio of two lengths',
  'ModelDiagnosis.blockingRecall': 'an estimate of the model: there is no count it is a share of',
  'ModelDiagnosis.completeness.filled':
    'of `records` beside it; a row says something or does not, so that none is unknown',
  'ModelDiagnosis.levels.m': 'a parameter of the model',
  'ModelDiagnosis.levels.u': 'a parameter of the model',
  'ModelDiagnosis.sessions.pairsSame': 'an expected count',
  'CorridorChange.expected': 'an expected count',
  'CorridorChange.falseDiscoveryRate': 'a bound of the method, said in words',
  'Corridors.falseMost': 'the bound that was chosen',
  'PublishedSources.comparison.falseMost': 'the same',
  'PublishedSources.comparison.rows.expected': 'an expected count',
  'PublishedSources.comparison.rows.falseDiscoveryRate': 'a bound of the method, said in words',
  'SourceFlows.falseMost': 'the bound that was chosen',
  'TopCorridors.columns.expected': 'an expected count',
  'TopCorridors.columns.falseDiscoveryRate': 'a bound of the method, said in words',
  'DealerFunnel.overDispersion': 'how far dealers differ more than chance: a ratio of variances',
  'DealerFunnel.spread': "a standard deviation of dealers' own shares",
  'DealerRank.posterior.high': 'of a share drawn towards the usual, whose parts stand beside it',
  'DealerRank.posterior.low': 'the same',
  'DealerRank.posterior.mean': 'the same',
  'LeadKindUse.declared': 'declared before anything was counted',
  'LeadKindUse.high': 'of a share drawn towards the declared one; `useful` and `outcomes` stand beside it',
  'LeadKindUse.low': 'the same',
  'LeadKindUse.share': 'the same',
  'SettingsEffect.stability.kept': 'a mean count',
  'SettingsEffect.stability.spread': 'how far weights were drawn from themselves',
  ...ofFit('SettingsVersion.fit'),
  ...ofFit('RecordedFit.fit'),
  'TraceOverview.concentration.gini': 'a coefficient of concentration',
  'TracePage.context.dealerRatio': 'a ratio to what is usual',
  'TraceYearSection.mean.value': 'years, with how many are counted and unknown beside it',
  'TraceYearSection.mean.national.value': 'years, as ATF printed them',
};

/** Every schema of an answer: those with a name, and those written where they are used. */
function answered(): Record<string, unknown> {
  const inPlace = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => {
      const content =
        (responses['200'] as { content?: Record<string, { schema: unknown }> } | undefined)?.content ?? {};
      return [`${method} ${path.replace('/api/v1', '')}`, content['application/json']?.schema ?? {}] as const;
    }),
  );
  return { ...document.components.schemas, ...Object.fromEntries(inPlace) };
}

describe('the description of the interface', () => {
  test('has no number that may be a share without its parts but those reviewed here', () => {
    const loose = looseNumbers(answered());
    const isUnit = (name: string) => units.some(([unit]) => unit.test(name));
    expect(loose.filter((each) => !(each in reviewed) && !isUnit(each))).toEqual([]);
    // And a reason that is no longer needed goes.
    expect(Object.keys(reviewed).filter((each) => !loose.includes(each))).toEqual([]);
  });

  test('has no share without what is not known', () => {
    expect(halfShares(answered())).toEqual([]);
    expect(JSON.stringify(answered())).toContain('numerator');
  });

  test('would not hide a share that somebody adds', () => {
    const planted = {
      Dealer: { type: 'object', properties: { shortShare: { type: 'number' }, traces: { type: 'integer' } } },
      Desk: {
        type: 'object',
        properties: {
          list: {
            type: 'array',
            items: {
              anyOf: [
                { type: 'null' },
                {
                  type: 'object',
                  properties: {
                    hitRate: { anyOf: [{ type: 'number' }, { type: 'null' }] },
                    ratePercent: { type: 'integer' },
                  },
                },
              ],
            },
          },
        },
      },
      Half: {
        properties: { of: { properties: { numerator: { type: 'integer' }, denominator: { type: 'integer' } } } },
      },
    };
    expect(looseNumbers(planted)).toEqual(['Dealer.shortShare', 'Desk.list.hitRate', 'Desk.list.ratePercent']);
    expect(halfShares(planted)).toEqual(['Half.properties.of']);
  });
});

describe('answers', () => {
  test('say no percentage without how many of how many, and how many are not known', async () => {
    const get = async (path: string) =>
      (await server.api.inject({ url: `/api/v1${path}`, headers: { cookie } })).json();
    const pool = server.store.database.pool('read');
    const { rows: entities } = await pool.query<{ id: string }>(
      `select distinct on (kind) kind || ':' || entity_id as id from flashlight.entity where agency_id = $1 order by kind, entity_id`,
      [server.store.agency.agencyId],
    );
    const { rows: one } = await pool.query<{ record: string; run: string }>(
      `select (select min(record_id) from flashlight.record) as record, (select min(run_id) from flashlight.import_run) as run`,
    );
    const firearm = entities.find(({ id }) => id.startsWith('firearm'))!.id;
    const year = (await get('/reports')).years[0].year as number;
    const fill: Readonly<Record<string, readonly string[]>> = {
      '/entities/{id}': entities.map(({ id }) => `/entities/${id}`),
      '/entities/{id}/links': entities.map(({ id }) => `/entities/${id}/links`),
      '/firearms/{id}/life': [`/firearms/${firearm}/life`],
      '/identity/clusters/{id}': [`/identity/clusters/${firearm}`],
      '/records/{record}': [`/records/${one[0]!.record}`],
      '/imports/{run}': [`/imports/${one[0]!.run}`],
      '/imports/{run}/entities': [`/imports/${one[0]!.run}/entities`],
      '/imports/{run}/rejects': [`/imports/${one[0]!.run}/rejects`],
      '/search': ['/search?q=GLOCK', '/search?q=SMITH'],
      '/reports/annual/{year}': [`/reports/annual/${year}`, `/reports/annual/${year}?audience=outside`],
      '/reports/national/{year}': [`/reports/national/${year}`],
      '/paths': [`/paths?from=${firearm}&to=${entities[0]!.id}`],
      '/links/paths': [`/links/paths?from=${firearm}&to=${entities[0]!.id}`],
      '/links/common': [`/links/common?ids=${firearm},${entities[0]!.id}`],
    };
    const alone: string[] = [];
    let answers = 0;
    for (const [path, methods] of Object.entries(document.paths)) {
      const short = path.replace('/api/v1', '');
      const { responses } = methods['get'] ?? {};
      const isJson = JSON.stringify(responses?.['200'] ?? {}).includes('application/json');
      if (!isJson) continue;
      for (const url of fill[short] ?? (short.includes('{') ? [] : [short])) {
        alone.push(...sharesAloneIn(await get(url), url));
        answers++;
      }
    }
    expect(alone).toEqual([]);
    expect(answers).toBeGreaterThan(25);
  });

  test('would be found out', () => {
    expect(sharesAloneIn({ items: [{ said: '42 % of them' }, { said: '42 % (8 of 19, 3 unknown)' }] })).toEqual([
      '.items..said: 42 % of them',
    ]);
    expect(sharesAloneIn(['el 42,5 por ciento', '42%', 'GLOCK 42'])).toHaveLength(2);
  });
});
