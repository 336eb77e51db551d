import {
  endSensor,
  enrolSensor,
  loadSensorCoverage,
  loadSensorPlaces,
  loadSensors,
  noteWeather,
  tellSensor,
} from '../../jobs/look-after-sensors.ts';
import { openPacketReceiver, receivePackets, type PacketReceiver } from '../../jobs/receive-packets.ts';
import { receiveReport, receiveSound } from '../../jobs/receive-reports.ts';
import { sensorCoverageSchema, sensorListSchema, sensorPlacesSchema } from '../../model/gunshot-answers.ts';
import { packetVersion, sensorOrdersSchema } from '../../model/sensor-packet.ts';
import {
  newSensorSchema,
  sensorConfigurationBodySchema,
  sensorPacketAnswersSchema,
  sensorPacketsSchema,
  sensorParamsSchema,
  sensorReportBodySchema,
  sensorSoundBodySchema,
  weatherBodySchema,
} from '../contract/gunshots.ts';
import { noQuerySchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';

const tags = ['sensors'];
const none = (description: string) => ({ 204: { type: 'null', description } }) as const;

export function addSensorRoutes(api: Api, context: Context): void {
  addSensorMessages(api, context);
  addSensorReads(api, context);
  addSensorSteps(api, context);
}

/** What sensors send. They have no session: each message is signed with the key its sensor was enrolled with. */
function addSensorMessages(api: Api, { refer, database, agency, now, options }: Context): void {
  const { agencyId } = agency;
  let opened: Promise<PacketReceiver> | null = null;
  /** Brokers that were not there are asked again with the next message. */
  const receiver = () =>
    (opened ??= openPacketReceiver(database, agencyId, options.brokers ?? null).catch((fault: unknown) => {
      opened = null;
      throw fault;
    }));
  receiver().catch(() => undefined);
  const pool = () => database.pool('import');
  api.addHook('onClose', async () => (await opened?.catch(() => null))?.stream.close());

  api.post(
    '/sensor/packets',
    {
      config: { action: 'public' },
      schema: {
        tags,
        summary: 'Pulses that sensors signed. What is accepted is kept: the sensor may forget it',
        querystring: noQuerySchema,
        body: sensorPacketsSchema,
        response: { 200: refer(sensorPacketAnswersSchema) },
      },
    },
    async (request) => ({ answers: await receivePackets(await receiver(), request.body.packets, now()) }),
  );

  api.post(
    '/sensor/reports',
    {
      config: { action: 'public' },
      schema: {
        tags,
        summary: "A sensor's report of its health; answered with what it is to do",
        querystring: noQuerySchema,
        body: sensorReportBodySchema,
        response: { 200: refer(sensorOrdersSchema) },
      },
    },
    async (request) => {
      const { configuration, configurationVersion, sounds } = await receiveReport(
        { agencyId, pool: pool() },
        request.body.report,
        now(),
      );
      return { configuration, configurationVersion, messageVersion: packetVersion, sounds: [...sounds] };
    },
  );

  api.post(
    '/sensor/sounds',
    {
      config: { action: 'public' },
      schema: {
        tags,
        summary: 'Sound that somebody asked this sensor for; no other is taken',
        querystring: noQuerySchema,
        body: sensorSoundBodySchema,
        response: none('Kept'),
      },
    },
    async (request, reply) => {
      await receiveSound({ agencyId, pool: pool() }, request.body.sound);
      return reply.code(204).send();
    },
  );
}

function addSensorReads(api: Api, { refer, read, now }: Context): void {
  api.get(
    '/sensors',
    {
      config: { action: 'sensors.read' },
      schema: {
        tags,
        summary: 'Sensors and their health, with what somebody should look at; not where they are',
        querystring: noQuerySchema,
        response: { 200: refer(sensorListSchema) },
      },
    },
    async (request) =>
      read(request, { sensors: true }, (client) => loadSensors(client, request.session!.agencyId, now())),
  );

  api.get(
    '/sensors/coverage',
    {
      config: { action: 'gunshots.read' },
      schema: {
        tags,
        summary: 'What sensors cover, in squares of a kilometre',
        querystring: noQuerySchema,
        response: { 200: refer(sensorCoverageSchema) },
      },
    },
    async (request) =>
      read(request, { coverage: true }, (client) => loadSensorCoverage(client, request.session!.agencyId)),
  );

  api.get(
    '/sensors/places',
    {
      config: { action: 'sensors.place' },
      schema: {
        tags,
        summary: 'Where sensors are',
        querystring: noQuerySchema,
        response: { 200: refer(sensorPlacesSchema) },
      },
    },
    async (request) =>
      read(request, { sensorPlaces: true }, (client) => loadSensorPlaces(client, request.session!.agencyId)),
  );
}

function addSensorSteps(api: Api, { write, now }: Context): void {
  api.post(
    '/sensors',
    {
      config: { action: 'sensors.write' },
      schema: {
        tags,
        summary: 'Enrol a sensor with its public key and its place',
        querystring: noQuerySchema,
        body: newSensorSchema,
        response: none('What it signs is taken from now on'),
      },
    },
    async (request, reply) => {
      // Its place stands in no audit row: the audit is read by others.
      await write(request, { sensor: request.body.sensor, enrol: true }, (client) =>
        enrolSensor(client, request.session!.agencyId, {
          sensor: request.body,
          by: request.session!.actor,
          now: now(),
        }),
      );
      return reply.code(204).send();
    },
  );

  api.post(
    '/sensors/:sensor/end',
    {
      config: { action: 'sensors.write' },
      schema: {
        tags,
        summary: 'End a sensor at once: nothing it signs is taken any more',
        params: sensorParamsSchema,
        querystring: noQuerySchema,
        response: none('Ended'),
      },
    },
    async (request, reply) => {
      const { sensor } = request.params;
      await write(request, { sensor, end: true }, (client) =>
        endSensor(client, request.session!.agencyId, { sensor, by: request.session!.actor, now: now() }),
      );
      return reply.code(204).send();
    },
  );

  api.put(
    '/sensors/:sensor/configuration',
    {
      config: { action: 'sensors.write' },
      schema: {
        tags,
        summary: 'Tell a sensor what to do; it does so from its next report on',
        params: sensorParamsSchema,
        querystring: noQuerySchema,
        body: sensorConfigurationBodySchema,
        response: none('It will be told'),
      },
    },
    async (request, reply) => {
      const { sensor } = request.params;
      await write(request, { sensor, configure: true }, (client) =>
        tellSensor(client, request.session!.agencyId, { sensor, configuration: request.body }),
      );
      return reply.code(204).send();
    },
  );

  api.post(
    '/sensors/weather',
    {
      config: { action: 'sensors.write' },
      schema: {
        tags,
        summary: 'Note the air from now on: where shots are is known better by it',
        querystring: noQuerySchema,
        body: weatherBodySchema,
        response: none('Noted'),
      },
    },
    async (request, reply) => {
      await write(request, { weather: request.body }, (client) =>
        noteWeather(client, request.session!.agencyId, { ...request.body, by: request.session!.actor, now: now() }),
      );
      return reply.code(204).send();
    },
  );
}
