import { acknowledgeGunshot } from '../../jobs/acknowledge-gunshot.ts';
import { explainGunshot } from '../../jobs/explain-gunshot.ts';
import { loadGunshotStatistics } from '../../jobs/load-gunshot-statistics.ts';
import { planSensors } from '../../jobs/plan-sensors.ts';
import { loadSensorLayouts, saveSensorLayout } from '../../jobs/sensor-layouts.ts';
import { Failure } from '../../model/errors.ts';
import {
  gunshotReckoningSchema,
  gunshotStatisticsSchema,
  networkPlanSchema,
  sensorLayoutsSchema,
} from '../../model/gunshot-desk.ts';
import {
  gunshotParamsSchema,
  gunshotReckoningQuerySchema,
  gunshotSpanSchema,
  sensorLayoutBodySchema,
  sensorPlanBodySchema,
} from '../contract/gunshots.ts';
import { noQuerySchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';
import { lastMicroseconds, microsecondsOf } from '../microseconds-of.ts';

const tags = ['gunshots'];
const none = (description: string) => ({ 204: { type: 'null', description } }) as const;

/** What the desk has beside incidents: how fast it is, how a place was computed, and layouts of sensors that are only planned. */
export function addGunshotDeskRoutes(api: Api, context: Context): void {
  addDesk(api, context);
  addPlanning(api, context);
}

function addDesk(api: Api, { refer, read, write }: Context): void {
  api.get(
    '/gunshots/statistics',
    {
      config: { action: 'gunshots.read' },
      schema: {
        tags,
        summary:
          'How fast the gunshot desk was: to the alert, to who noted it, to the decision, to somebody at the scene',
        querystring: gunshotSpanSchema,
        response: { 200: refer(gunshotStatisticsSchema) },
      },
    },
    async (request) => {
      const { from, to } = request.query;
      const span = { from: microsecondsOf(from, 0), before: microsecondsOf(to, lastMicroseconds) };
      return read(request, { gunshotStatistics: true, from, to }, (client) =>
        loadGunshotStatistics(client, request.session!.agencyId, span),
      );
    },
  );

  api.get(
    '/gunshots/:incident/reckoning',
    {
      config: { action: 'sensors.place' },
      schema: {
        tags,
        summary: 'How the place of a shot was computed, step by step, and what it would be without each sensor',
        params: gunshotParamsSchema,
        querystring: gunshotReckoningQuerySchema,
        response: { 200: refer(gunshotReckoningSchema) },
      },
    },
    async (request) => {
      const { incident } = request.params;
      const { shot = 0 } = request.query;
      return read(request, { incident, reckoning: shot }, (client) =>
        explainGunshot(client, request.session!.agencyId, { incident, shot }),
      );
    },
  );

  api.post(
    '/gunshots/:incident/acknowledgement',
    {
      config: { action: 'gunshots.decide' },
      schema: {
        tags,
        summary: 'Take note of the alert of an incident; whoever is first stands',
        params: gunshotParamsSchema,
        querystring: noQuerySchema,
        response: none('Noted'),
      },
    },
    async (request, reply) => {
      const { incident } = request.params;
      await write(request, { incident, acknowledged: true }, (client) =>
        acknowledgeGunshot(client, request.session!, incident),
      );
      return reply.code(204).send();
    },
  );
}

function addPlanning(api: Api, { refer, read, write }: Context): void {
  api.post(
    '/sensors/plan',
    {
      config: { action: 'sensors.place' },
      schema: {
        tags: ['sensors'],
        summary: 'What a layout of sensors would hear of an area, how well it would locate, and what each sensor adds',
        querystring: noQuerySchema,
        body: sensorPlanBodySchema,
        response: { 200: refer(networkPlanSchema) },
      },
    },
    async (request, reply) => {
      const gone = new AbortController();
      reply.raw.once('close', () =>
        gone.abort(new Failure('api.busy', 'Nobody waits for what this layout would hear any more.')),
      );
      // Where they would stand is in no audit row: the audit is read by others.
      await read(request, { sensorPlan: request.body.sensors.length }, async () => undefined);
      return planSensors(request.body, gone.signal);
    },
  );

  api.get(
    '/sensors/layouts',
    {
      config: { action: 'sensors.place' },
      schema: {
        tags: ['sensors'],
        summary: 'Layouts of sensors that are only planned, each in its newest version',
        querystring: noQuerySchema,
        response: { 200: refer(sensorLayoutsSchema) },
      },
    },
    async (request) =>
      read(request, { sensorLayouts: true }, (client) => loadSensorLayouts(client, request.session!.agencyId)),
  );

  api.post(
    '/sensors/layouts',
    {
      config: { action: 'sensors.write' },
      schema: {
        tags: ['sensors'],
        summary: 'Save a planned layout as its next version',
        querystring: noQuerySchema,
        body: sensorLayoutBodySchema,
        response: none('Saved'),
      },
    },
    async (request, reply) => {
      const { name, sensors } = request.body;
      await write(request, { sensorLayout: name, sensors: sensors.length }, (client) =>
        saveSensorLayout(client, request.session!, request.body),
      );
      return reply.code(204).send();
    },
  );
}
