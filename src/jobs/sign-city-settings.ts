import { TypeCompiler } from '@sinclair/typebox/compiler';
import type pg from 'pg';
import { citySettingsSchema, type CitySettings, type FitReport, type SettingsVersion } from '../model/city-settings.ts';
import { Failure } from '../model/errors.ts';
import { realDay } from '../model/values/calendar-day.ts';
import { US_STATES } from '../model/values/us-state.ts';
import { isOnePerson } from '../store/account-logins.ts';
import { declaredWeights } from '../trafficking/declared-weights.ts';
import {
  findSettings,
  insertSettings,
  lockSettings,
  nextVersion,
  putInForce,
  withdrawSettings,
} from '../store/city-settings.ts';
import { loadCounties } from './load-counties.ts';

const check = TypeCompiler.Compile(citySettingsSchema);

/** What is wrong with where a city says it is; null where there is such a state, and there are such counties in it. */
async function strangeHome({ state, counties }: CitySettings['home']): Promise<Failure | null> {
  const fault = (what: string, text: string) => new Failure('city.settings', text, { detail: { what } });
  if (state === null) return null;
  const fips = US_STATES.find(({ code }) => code === state)?.fips;
  if (fips === undefined)
    return fault('/home/state', `Expected the postal code of a state, such as MD, as the agency's; ${state} is none.`);
  const elsewhere = counties.find((county) => !county.startsWith(fips));
  if (elsewhere !== undefined)
    return fault(
      '/home/counties',
      `Expected counties of ${state}, whose codes begin with ${fips}; ${elsewhere} is of another state.`,
    );
  const { names } = await loadCounties();
  const none = counties.find((county) => !names.has(county));
  return none === undefined
    ? null
    : fault('/home/counties', `Expected FIPS codes of counties there are, such as 24510; ${none} is none of ${state}.`);
}

/** Settings as the city's configuration, or a failure that says the first thing wrong with them. */
export function parseCitySettings(value: unknown): CitySettings {
  const strayed = check.Check(value) ? undefined : check.Errors(value).First();
  if (strayed)
    throw new Failure(
      'city.settings',
      `Expected settings of a city; at ${strayed.path || 'the top'}: ${strayed.message.toLowerCase()}. \`flashlight city show --json\` prints the shape.`,
      { detail: { what: strayed.path, expected: strayed.message } },
    );
  const settings = value as CitySettings;
  const { time, other } = settings.weights;
  if (![...time, ...Object.values(other)].some((each) => each > 0))
    throw new Failure('city.settings', 'Expected at least one weight above nothing; all are nothing or less.', {
      detail: { what: '/weights' },
    });
  if (settings.gunshots.areaMeters < settings.gunshots.placeMeters)
    throw new Failure(
      'city.settings',
      `Expected gunshots to be told as an area from where they are no longer told as a place on; an area of ${settings.gunshots.areaMeters} m is smaller than a place of ${settings.gunshots.placeMeters} m.`,
      { detail: { what: '/gunshots/areaMeters' } },
    );
  const strange = settings.home.counties.length > 0 && settings.home.state === null;
  if (strange)
    throw new Failure('city.settings', 'Expected the state of the agency beside its counties; it is not given.', {
      detail: { what: '/home/state' },
    });
  const twice = settings.districts.find(
    ({ written }, at) => settings.districts.findIndex((each) => each.written === written) !== at,
  );
  if (twice)
    throw new Failure('city.settings', `Expected each district once; ${twice.written} is there twice.`, {
      detail: { what: '/districts' },
    });
  const nowhere = settings.holidays.find(({ state }) => !US_STATES.some(({ code }) => code === state));
  if (nowhere)
    throw new Failure(
      'city.settings',
      `Expected the postal code of a state beside a holiday; ${nowhere.state} is none.`,
      {
        detail: { what: '/holidays' },
      },
    );
  const noDay = settings.holidays.find(({ on }) => {
    const [year, month, day] = on.split('-').map(Number) as [number, number, number];
    return realDay(year, month, day) === null;
  });
  if (noDay)
    throw new Failure('city.settings', `Expected a day of the calendar as a holiday; ${noDay.on} is none.`, {
      detail: { what: '/holidays' },
    });
  return settings;
}

export interface SettingsProposal {
  readonly settings: unknown;
  /** How the weights did, where they were fitted; then they are the fit's to the digit. */
  readonly fit?: FitReport | null;
  readonly reason: string;
  readonly proposedBy: string;
}

/** Keeps settings for another person to sign; they change nothing before. Gives their version. */
export async function proposeCitySettings(
  client: pg.ClientBase,
  agencyId: number,
  { settings, fit = null, reason, proposedBy }: SettingsProposal,
): Promise<number> {
  if (reason.trim() === '')
    throw new Failure('city.settings', 'Expected a reason for these settings; got none.', {
      detail: { what: 'reason' },
    });
  await lockSettings(client, agencyId);
  const parsed = parseCitySettings(settings);
  const strange = await strangeHome(parsed.home);
  if (strange !== null) throw strange;
  const version = await nextVersion(client, agencyId);
  const weights = { ...parsed.weights, version: versionOfWeights(parsed.weights, fit, version) };
  await insertSettings(client, agencyId, { version, settings: { ...parsed, weights }, fit, reason, proposedBy });
  return version;
}

/** Every score says by which weights it was computed: no two sets of weights share a name, and those of a fit bear theirs (`fit-city-index.ts`). */
function versionOfWeights(weights: CitySettings['weights'], fit: FitReport | null, version: number): string {
  if (fit !== null) return weights.version;
  const asDeclared =
    declaredWeights.time.every((each, at) => each === weights.time[at]) &&
    Object.entries(declaredWeights.other).every(([name, each]) => each === weights.other[name as 'shootings']);
  return asDeclared ? declaredWeights.version : `settings-${version}`;
}

/** Puts proposed settings in force: another person signs than who proposed them. */
export async function signCitySettings(
  client: pg.ClientBase,
  agencyId: number,
  { version, signedBy }: { readonly version: number; readonly signedBy: string },
): Promise<void> {
  await lockSettings(client, agencyId);
  const found = await waiting(client, agencyId, version);
  const strange = await strangeHome(found.settings.home);
  if (strange !== null) throw strange;
  if (await isOnePerson(client, agencyId, found.proposedBy!, signedBy))
    throw new Failure(
      'city.second-person',
      'Expected another person to sign than the one who proposed these settings: what orders everybody’s work takes two.',
    );
  if (found.fit?.wins === false)
    throw new Failure(
      'city.fit-loses',
      'Expected fitted weights that win over the reference formula and over time to crime alone on later traces; these do not, and stay off. Propose declared weights, or fit again when more outcomes are recorded.',
    );
  await putInForce(client, agencyId, { version, signedBy });
  await client.query(`select pg_notify('flashlight', $1)`, [JSON.stringify({ kind: 'settings', agencyId })]);
}

/** Takes a proposal back, which stays on record. */
export async function withdrawCitySettings(
  client: pg.ClientBase,
  agencyId: number,
  { version, endedBy }: { readonly version: number; readonly endedBy: string },
): Promise<void> {
  await lockSettings(client, agencyId);
  await waiting(client, agencyId, version);
  await withdrawSettings(client, agencyId, { version, endedBy });
}

async function waiting(client: pg.ClientBase, agencyId: number, version: number): Promise<SettingsVersion> {
  const found = await findSettings(client, agencyId, version);
  if (!found) throw new Failure('city.no-version', `Expected the version of settings; ${version} is none.`);
  if (found.state !== 'PROPOSED')
    throw new Failure(
      'city.not-proposed',
      `Expected settings that wait to be signed; version ${version} was signed or taken back. Propose the same again to put it in force once more.`,
    );
  return found;
}
