import { Type, type Static } from '@sinclair/typebox';
import { nullable } from './evidence.ts';
import { hubDegreeSchema } from './links.ts';
import { componentNames } from './trace-index.ts';

/** What a city decides about how its traces are read: proposed by one person, signed by another, kept in every version. */

const strict = { additionalProperties: false } as const;
const days = (description: string) => Type.Integer({ minimum: 1, maximum: 7300, description });
const least = (description: string) => Type.Integer({ minimum: 1, maximum: 1000, description });
const counted = (description: string) => Type.Number({ minimum: 0, maximum: 20, description });

export const outcomes = ['case-opened', 'charged', 'convicted'] as const;
export type Outcome = (typeof outcomes)[number];

export const cityWeightsSchema = Type.Object(
  {
    version: Type.String({ minLength: 1, maxLength: 60, description: 'Declared by hand, or of which fit' }),
    intercept: Type.Number({ minimum: -50, maximum: 50, description: 'Only where the weights were fitted' }),
    time: Type.Array(counted('Weight of one slope of the time to crime'), {
      minItems: 4,
      maxItems: 4,
      description: 'Slopes that end at 180 days, one, three and ten years',
    }),
    other: Type.Object(
      Object.fromEntries(
        componentNames
          .slice(1)
          .map((name) => [
            name,
            name === 'reported-stolen'
              ? Type.Number({ minimum: -20, maximum: 0, description: 'Speaks against it: nothing or less' })
              : counted('Nothing or more: what is known to speak for it never speaks against'),
          ]),
      ) as Record<Exclude<(typeof componentNames)[number], 'time-to-crime'>, ReturnType<typeof counted>>,
      { ...strict, description: 'Weights of the other parts' },
    ),
  },
  { ...strict, description: 'Weights of the parts of the city’s index, natural logarithms of odds' },
);

export const leadThresholdsSchema = Type.Object(
  {
    windowDays: days('Several traces of a purchaser count together where their sales lie within so many days'),
    fastDays: days('A recovery within so many days of the sale is very fast'),
    severalDealersDays: days('Purchases at several dealers count together within so many days'),
    ringSeasonDays: days('Purchases of one home, telephone or document count together within so many days'),
    sameCounterDays: days('Two sales at one dealer tie their purchasers within so many days'),
    sameCounterScore: Type.Number({
      minimum: 0,
      maximum: 100,
      description: 'and where both traces have at least such an index',
    }),
    homesAtAddressMost: least('An address that more purchasers gave is a building of many homes'),
    rareNameMost: least('A family name that no more traced purchasers of a state bear ties them within a season'),
    dealerTracesLeast: least('A dealer with fewer traces of a known time is held against nothing'),
    showTracesLeast: least('Traced firearms of one show that make a lead'),
    clusterLeast: least('Firearms with numbers made unreadable alike that make a lead'),
    denialDays: days('A refused purchase counts for so many days'),
  },
  { ...strict, description: 'From what on the rules make a lead' },
);

const within = (description: string) => Type.Integer({ minimum: 0, maximum: 366, description });
const asPrinted = (description: string) => Type.String({ maxLength: 200, description });

export const tracingSettingsSchema = Type.Object(
  {
    tracedWithinDays: Type.Array(within('Days'), {
      minItems: 1,
      maxItems: 6,
      uniqueItems: true,
      description: 'Days from recovery to request that coverage is reported for',
    }),
    requestTargetDays: within('Days from recovery by which a request is late'),
    resultTargetDays: within('Days from request by which a result is late'),
    urgentResultTargetDays: within('The same for urgent requests'),
    requester: Type.Object(
      {
        ori: asPrinted('ORI; without one the commonest of the records'),
        department: asPrinted('Department and unit'),
        mailingAddress: asPrinted('Mailing address'),
        phone: asPrinted('Telephone'),
      },
      { ...strict, description: 'What every form begins with' },
    ),
  },
  { ...strict, description: 'Clocks of the tracing desk, and what its forms begin with' },
);

const printed = (description: string) => Type.String({ maxLength: 4000, description });

export const ballisticSettingsSchema = Type.Object(
  {
    entryTargetHours: within('Hours from collection by which an exhibit that is not entered is late'),
    leadTargetHours: within('Hours from collection by which a lead is late'),
    entryBusinessDays: within('Business days from receipt by which an exhibit that is not entered is late'),
    correlationBusinessDays: within('Business days from entry by which a correlation is late'),
    disseminationTargetHours: within('Hours from a lead to its dissemination'),
    errorRates: printed(
      'What the city has printed of published error rates beside comparisons and leads; empty: nothing',
    ),
    inconclusives: printed('What it has printed of how inconclusive results are handled; empty: nothing'),
  },
  { ...strict, description: 'Clocks of ballistic exhibits, and what is printed beside comparisons and leads' },
);

export const citySettingsSchema = Type.Object(
  {
    home: Type.Object(
      {
        state: nullable(Type.String({ pattern: '^[A-Z]{2}$', description: 'State of the agency, by postal code' })),
        counties: Type.Array(Type.String({ pattern: '^[0-9]{5}$', description: 'FIPS code of state and county' }), {
          maxItems: 20,
          uniqueItems: true,
          description:
            'FIPS codes of the counties the city is made of; none where its boundary is no boundary of counties',
        }),
      },
      { ...strict, description: 'Where the agency is' },
    ),
    outcome: Type.Union(
      outcomes.map((each) => Type.Literal(each)),
      { description: 'What a trace is held to have come to where weights are fitted: such an outcome or a graver one' },
    ),
    weights: cityWeightsSchema,
    leads: leadThresholdsSchema,
    dealers: Type.Object(
      {
        demandLetterTraces: least(
          'Traces under three years within a year that mark it as ATF’s second demand letter did',
        ),
        first: Type.Integer({
          minimum: 1,
          maximum: 100,
          description: 'Dealers among the first so many: their probability is told, not their rank',
        }),
      },
      { ...strict, description: 'How dealers are looked at' },
    ),
    districts: Type.Array(
      Type.Object(
        {
          written: Type.String({ minLength: 1, maxLength: 60, description: 'As records write it' }),
          name: Type.String({ minLength: 1, maxLength: 60, description: 'As pages and reports call it' }),
        },
        strict,
      ),
      { maxItems: 200, description: 'Districts, in the order they are shown' },
    ),
    holidays: Type.Array(
      Type.Object(
        {
          state: Type.String({ pattern: '^[A-Z]{2}$', description: 'Postal code' }),
          on: Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description: 'YYYY-MM-DD' }),
          name: Type.String({ minLength: 1, maxLength: 80, description: 'What the day is called' }),
        },
        strict,
      ),
      { maxItems: 2000, description: 'Days a state’s offices are closed, beside the federal ones' },
    ),
    tracing: tracingSettingsSchema,
    ballistics: ballisticSettingsSchema,
    multipleSales: Type.Object(
      {
        days: Type.Integer({
          minimum: 1,
          maximum: 20,
          description:
            'Days after its receipt on which a report of a multiple sale is destroyed: the law’s twenty, or fewer',
        }),
      },
      { ...strict, description: 'Reports of multiple sales' },
    ),
    gunshots: Type.Object(
      {
        placeMeters: Type.Integer({
          minimum: 25,
          maximum: 1000,
          description:
            'Dispatch is told a place where half the longer axis of the ellipse that holds it 95 times in 100 is no longer than this, in metres: what a patrol car can search',
        }),
        areaMeters: Type.Integer({
          minimum: 25,
          maximum: 5000,
          description:
            'An area where it is no longer than this, in metres; longer, the desk alone has it until it narrows or a person knows of gunfire',
        }),
      },
      { ...strict, description: 'What dispatch is told of gunshots' },
    ),
    denials: Type.Object(
      {
        inLeads: Type.Boolean({
          description:
            'Whether leads use them. Until a city signs that they do, notices are kept and no lead rests on them',
        }),
      },
      { ...strict, description: 'Notices of denied purchases' },
    ),
    links: Type.Object({ hubDegree: hubDegreeSchema }, { ...strict, description: 'How links are walked' }),
  },
  { ...strict, $id: 'CitySettings', description: 'What a city decides about how its traces are read' },
);
export type CitySettings = Static<typeof citySettingsSchema>;

const count = (description: string) => Type.Integer({ minimum: 0, description });
const area = (description: string) => Type.Number({ minimum: 0, maximum: 1, description });
const part = { traces: count('Traces'), outcomes: count('Of them with the outcome') };
const day = (description: string) => Type.String({ description });

/** How fitted weights did on traces later than those they were fitted on. */
export const fitReportSchema = Type.Object(
  {
    outcome: Type.Union(
      outcomes.map((each) => Type.Literal(each)),
      { description: 'What the weights were fitted to' },
    ),
    fitted: Type.Object(part, { description: 'The first three fifths by day of recovery: fitted on' }),
    calibrated: Type.Object(part, { description: 'The next fifth: slope and intercept' }),
    reported: Type.Object(
      {
        ...part,
        from: day('First day'),
        to: day('Last day'),
        groups: Type.Optional(
          count('Groups that share no lead, purchaser or firearm, which the interval draws; none of older fits'),
        ),
      },
      { description: 'The last fifth: everything below is counted there' },
    ),
    leftOut: Type.Optional(count('Earlier traces of groups that go on in a later part, left out; none of older fits')),
    area: Type.Object(
      { city: area('Fitted weights'), reference: area('Reference formula'), timeAlone: area('Time to crime alone') },
      { description: 'Area under the curve of traces with the outcome against those without' },
    ),
    gain: Type.Object(
      { low: Type.Number({ description: 'Least' }), high: Type.Number({ description: 'Most' }) },
      {
        description:
          '95 % interval, by bootstrap, of how far the fitted weights lie above the better of the two others',
      },
    ),
    brier: Type.Number({ description: 'Mean squared difference between what was said and what came' }),
    calibration: nullable(
      Type.Object(
        {
          intercept: Type.Number({ description: 'Nothing where as many had the outcome as was said' }),
          slope: Type.Number({ description: 'One where high and low are as far apart as was said' }),
        },
        { description: 'Of what was said; null where it cannot be computed' },
      ),
    ),
    reliability: Type.Array(
      Type.Object({
        said: Type.Number({ description: 'Mean of what was said' }),
        trues: count('With the outcome'),
        total: count('Traces'),
      }),
      { description: 'Bins of about equal counts, by what was said' },
    ),
    stability: Type.Optional(
      Type.Object(
        {
          top: count('First traces looked at, of those reported on'),
          draws: count('Times the weights were drawn anew'),
          spread: Type.Number({ description: 'Each within so much of itself' }),
          kept: Type.Number({ description: 'Mean number of the first that stay, over the draws' }),
        },
        { description: 'How much the first depend on the weights; none of older fits' },
      ),
    ),
    wins: Type.Boolean({ description: 'Whether the whole interval of the gain lies above nothing' }),
  },
  {
    description:
      'How fitted weights did on traces later than those they were fitted on; null where they were set by hand',
  },
);
export type FitReport = Static<typeof fitReportSchema>;

export const outcomeCountsSchema = Type.Object(
  {
    leads: Type.Array(
      Type.Object({
        outcome: Type.String({ description: 'Outcome of a lead' }),
        leads: count('Leads it is recorded of'),
      }),
      { description: 'Leads by what is recorded of them; those whose evidence was withdrawn are not counted' },
    ),
    openCases: count('Leads over which a case was opened and of which nothing is recorded yet'),
    traces: Type.Array(
      Type.Object({
        outcome: Type.Union(
          (['none', ...outcomes] as const).map((each) => Type.Literal(each)),
          { description: 'What the trace came to' },
        ),
        traces: count('Traces'),
      }),
      { description: 'Traces of these leads, each once, by the gravest' },
    ),
  },
  { description: 'What is recorded of leads, and what their traces are held to have come to' },
);
export type OutcomeCounts = Static<typeof outcomeCountsSchema>;

export const recordedFitSchema = Type.Object(
  {
    counts: outcomeCountsSchema,
    why: nullable(Type.String({ description: 'Why no weights were fitted; null where they were' })),
    fit: nullable(fitReportSchema),
    weights: nullable(cityWeightsSchema),
  },
  { $id: 'RecordedFit', description: 'Weights fitted to what is recorded of leads; nothing was changed' },
);
export type RecordedFit = Static<typeof recordedFitSchema>;

export const settingsStates = ['PROPOSED', 'IN_FORCE', 'RETIRED', 'WITHDRAWN'] as const;

export const settingsVersionSchema = Type.Object(
  {
    version: count('0: what stands until a city signs its own'),
    state: Type.Union(
      settingsStates.map((each) => Type.Literal(each)),
      { description: 'One version is in force; others wait, were in force, or were taken back' },
    ),
    settings: citySettingsSchema,
    reason: Type.String({ description: 'Why, in the words of who proposed it' }),
    proposedBy: nullable(Type.String({ description: 'Who proposed it; null of what is declared' })),
    proposedAt: nullable(Type.String({ description: 'When' })),
    signedBy: nullable(Type.String({ description: 'Who put it in force' })),
    signedAt: nullable(Type.String({ description: 'When' })),
    fit: nullable(fitReportSchema),
  },
  { $id: 'SettingsVersion', description: 'One version of a city’s settings' },
);
export type SettingsVersion = Static<typeof settingsVersionSchema>;

/** What would change in what people see, were a version in force instead of the one that is. */
export const settingsEffectSchema = Type.Object(
  {
    version: count('The version asked about'),
    against: count('The version in force'),
    traces: count('Traces with an index'),
    top: count('First traces looked at'),
    kept: count('Of these, how many are first by both'),
    leads: Type.Array(
      Type.Object({
        kind: Type.String({ description: 'Kind of lead' }),
        title: Type.String({ description: 'Its title' }),
        before: count('Leads of the kind by the version in force'),
        after: count('By the version asked about'),
      }),
      { description: 'Kinds of which there is a lead by either' },
    ),
    hubs: Type.Object(
      { before: count('By the version in force'), after: count('By the version asked about') },
      { description: 'Things with more links than are walked through' },
    ),
    reportsSooner: count('Reports of multiple sales kept now that would be destroyed sooner'),
    stability: Type.Object(
      {
        draws: count('Times the weights were drawn anew'),
        spread: Type.Number({ description: 'Each within so much of itself' }),
        kept: Type.Number({ description: 'Mean number of the first that stay, over the draws' }),
      },
      { description: 'How much the first depend on the weights' },
    ),
  },
  { $id: 'SettingsEffect', description: 'What a version of settings would change' },
);
export type SettingsEffect = Static<typeof settingsEffectSchema>;

export const citySetUpSchema = Type.Object(
  {
    inForce: settingsVersionSchema,
    versions: Type.Array(settingsVersionSchema, { description: 'Newest first, at most a hundred' }),
    districtsWritten: Type.Array(
      Type.Object({ written: Type.String({ description: 'As written' }), records: count('Incidents and recoveries') }),
      {
        description: 'What records write as a district, the commonest first',
      },
    ),
  },
  { $id: 'CitySetUp', description: 'What a city decided about how its traces are read' },
);
export type CitySetUp = Static<typeof citySetUpSchema>;
