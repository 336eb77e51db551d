import { Type } from '@sinclair/typebox';
import { expectFitted, fitCityIndex } from '../../jobs/fit-city-index.ts';
import { recordedOutcomes } from '../../jobs/recorded-outcomes.ts';
import { loadCitySettings } from '../../jobs/load-city-settings.ts';
import { proposeCitySettings, signCitySettings, withdrawCitySettings } from '../../jobs/sign-city-settings.ts';
import { weighSettings } from '../../jobs/weigh-settings.ts';
import {
  citySetUpSchema,
  recordedFitSchema,
  settingsEffectSchema,
  type RecordedFit,
} from '../../model/city-settings.ts';
import { districtsWritten, listSettings } from '../../store/city-settings.ts';
import { fitBodySchema, settingsBodySchema, settingsParamsSchema } from '../contract/city.ts';
import { noQuerySchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';

const tags = ['city'];
const noBody = Type.Optional(Type.Union([Type.Object({}, { additionalProperties: false }), Type.Null()]));

/** What a city decides about how its traces are read. */
export function addCityRoutes(api: Api, { refer, read, write }: Context): void {
  const setUp = refer(citySetUpSchema);

  const shown = async (client: Parameters<typeof loadCitySettings>[0], agencyId: number) => ({
    inForce: await loadCitySettings(client, agencyId),
    versions: await listSettings(client, agencyId),
    districtsWritten: await districtsWritten(client, agencyId),
  });

  api.get(
    '/city',
    {
      config: { action: 'city.read' },
      schema: {
        tags,
        summary: 'The settings in force, and every version with who proposed and signed it',
        querystring: noQuerySchema,
        response: { 200: setUp },
      },
    },
    async (request) => read(request, {}, (client) => shown(client, request.session!.agencyId)),
  );

  api.post(
    '/city/versions',
    {
      config: { action: 'city.propose' },
      schema: {
        tags,
        summary: 'Propose settings, which change nothing before another person signs them',
        querystring: noQuerySchema,
        body: settingsBodySchema,
        response: { 201: setUp },
      },
    },
    async (request, reply) => {
      const { agencyId, actor } = request.session!;
      const { settings, reason } = request.body;
      const answer = await write(request, {}, async (client) => {
        await proposeCitySettings(client, agencyId, { settings, reason, proposedBy: actor });
        return shown(client, agencyId);
      });
      return reply.code(201).send(answer);
    },
  );

  api.get(
    '/city/fit',
    {
      config: { action: 'city.read' },
      schema: {
        tags,
        summary: 'Weights fitted to what is recorded of leads, and how they do on later traces; nothing is changed',
        querystring: noQuerySchema,
        response: { 200: refer(recordedFitSchema) },
      },
    },
    async (request) =>
      read(request, { fit: 'recorded' }, async (client): Promise<RecordedFit> => {
        const { agencyId } = request.session!;
        const { known, counts } = await recordedOutcomes(client, agencyId);
        const found = await fitCityIndex(client, agencyId, known);
        return found.kind === 'undetermined'
          ? { counts, why: found.why, fit: null, weights: null }
          : { counts, why: null, fit: found.report, weights: found.settings.weights };
      }),
  );

  api.post(
    '/city/fit',
    {
      config: { action: 'city.propose' },
      schema: {
        tags,
        summary: 'Propose the settings in force with weights fitted to what is recorded of leads',
        querystring: noQuerySchema,
        body: fitBodySchema,
        response: { 201: setUp },
      },
    },
    async (request, reply) => {
      const { agencyId, actor } = request.session!;
      const answer = await write(request, { fit: 'recorded' }, async (client) => {
        const { known, ties } = await recordedOutcomes(client, agencyId);
        const { settings, report } = expectFitted(await fitCityIndex(client, agencyId, known, ties));
        await proposeCitySettings(client, agencyId, {
          settings,
          fit: report,
          reason: request.body.reason,
          proposedBy: actor,
        });
        return shown(client, agencyId);
      });
      return reply.code(201).send(answer);
    },
  );

  api.get(
    '/city/versions/:version/effect',
    {
      config: { action: 'city.read' },
      schema: {
        tags,
        summary: 'What would change in the first traces and in the leads, were a version in force',
        params: settingsParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(settingsEffectSchema) },
      },
    },
    async (request) => {
      const { version } = request.params;
      return read(request, { version }, (client) => weighSettings(client, request.session!.agencyId, version));
    },
  );

  for (const [path, action, summary, change] of [
    [
      'signature',
      'city.sign',
      'Put settings in force that another person proposed',
      (client, agencyId, version, by) => signCitySettings(client, agencyId, { version, signedBy: by }),
    ],
    [
      'withdrawal',
      'city.propose',
      'Take proposed settings back',
      (client, agencyId, version, by) => withdrawCitySettings(client, agencyId, { version, endedBy: by }),
    ],
  ] as const satisfies readonly (readonly [
    string,
    string,
    string,
    (client: Parameters<typeof signCitySettings>[0], agencyId: number, version: number, by: string) => Promise<void>,
  ])[])
    api.post(
      `/city/versions/:version/${path}`,
      {
        config: { action },
        schema: {
          tags,
          summary,
          params: settingsParamsSchema,
          querystring: noQuerySchema,
          body: noBody,
          response: { 200: setUp },
        },
      },
      async (request) => {
        const { agencyId, actor } = request.session!;
        const { version } = request.params;
        return write(request, { version }, async (client) => {
          await change(client, agencyId, version, actor);
          return shown(client, agencyId);
        });
      },
    );
}
