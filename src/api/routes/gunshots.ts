import { Type } from '@sinclair/typebox';
import { askSoundsOf, expectSounds, loadSound, loadSounds } from '../../jobs/ask-sounds.ts';
import {
  decideGunshot,
  noteGunshotFinding,
  undoGunshotDecision,
  undoGunshotFinding,
} from '../../jobs/decide-gunshot.ts';
import { loadCap } from '../../jobs/deliver-gunshots.ts';
import {
  loadGunshotArrivals,
  loadGunshotHistory,
  loadGunshotNearby,
  loadGunshots,
  loadToldIncident,
} from '../../jobs/load-gunshots.ts';
import {
  gunshotArrivalsSchema,
  gunshotHistorySchema,
  gunshotIncidentSchema,
  gunshotListSchema,
  gunshotNearbySchema,
  gunshotSoundsSchema,
} from '../../model/gunshot-answers.ts';
import {
  gunshotDecisionSchema,
  gunshotFindingParamsSchema,
  gunshotFindingSchema,
  gunshotParamsSchema,
  gunshotPlaySchema,
  gunshotSoundParamsSchema,
  gunshotsQuerySchema,
  gunshotUndoSchema,
} from '../contract/gunshots.ts';
import { findUntold } from '../../store/gunshot-deliveries.ts';
import { noQuerySchema } from '../contract/requests.ts';
import type { Api, Context } from '../context.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { lastMicroseconds, microsecondsOf } from '../microseconds-of.ts';
import { notFound } from '../problem.ts';

const tags = ['gunshots'];

export function addGunshotRoutes(api: Api, context: Context): void {
  addReads(api, context);
  addSteps(api, context);
  addTakenBack(api, context);
  addSounds(api, context);
}

function addReads(api: Api, { refer, read, agency }: Context): void {
  api.get(
    '/gunshots',
    {
      config: { action: 'gunshots.read' },
      schema: {
        tags,
        summary: 'Gunshot incidents located by own sensors, and alerts of vendors beside them, newest first',
        querystring: gunshotsQuerySchema,
        response: { 200: refer(gunshotListSchema) },
      },
    },
    async (request) => {
      const { cursor, limit = 50, from, to, which = 'all' } = request.query;
      const [cut = lastMicroseconds] = cursor === undefined ? [] : readCursor(cursor, [lastMicroseconds]);
      const before = Math.min(cut, microsecondsOf(to, lastMicroseconds));
      const page = { from: microsecondsOf(from, 0), before, limit, which };
      const { agencyId } = request.session!;
      const found = await read(request, { gunshots: which, from, to }, async (client) => ({
        ...(await loadGunshots(client, agencyId, page)),
        untold: await findUntold(client, agencyId),
      }));
      return { ...found, next: found.next === null ? null : writeCursor([found.next]) };
    },
  );

  api.get(
    '/gunshots/:incident',
    {
      config: { action: 'gunshots.read' },
      schema: {
        tags,
        summary: 'A gunshot incident: its shots, each with its ellipse, and what was decided',
        params: gunshotParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(gunshotIncidentSchema) },
      },
    },
    async (request) => {
      const { incident } = request.params;
      return read(request, { incident }, (client) => loadToldIncident(client, request.session!.agencyId, incident));
    },
  );

  api.get(
    '/gunshots/:incident/history',
    {
      config: { action: 'gunshots.read' },
      schema: {
        tags,
        summary: 'Every change of a gunshot incident: what it was then, who decided what and why',
        params: gunshotParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(gunshotHistorySchema) },
      },
    },
    async (request) => {
      const { incident } = request.params;
      return read(request, { incident, history: true }, (client) =>
        loadGunshotHistory(client, request.session!.agencyId, incident),
      );
    },
  );

  api.get(
    '/gunshots/:incident/nearby',
    {
      config: { action: 'gunshots.read' },
      schema: {
        tags,
        summary: 'Calls and alerts of the same time and place, and shootings there in the year before',
        params: gunshotParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(gunshotNearbySchema) },
      },
    },
    async (request) => {
      const { incident } = request.params;
      return read(request, { incident, nearby: true }, (client) =>
        loadGunshotNearby(client, request.session!.agencyId, incident),
      );
    },
  );

  api.get(
    '/gunshots/:incident/arrivals',
    {
      config: { action: 'sensors.place' },
      schema: {
        tags,
        summary: 'Which sensors heard an incident, where they are, and when each did',
        params: gunshotParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(gunshotArrivalsSchema) },
      },
    },
    async (request) => {
      const { incident } = request.params;
      return read(request, { incident, arrivals: true }, (client) =>
        loadGunshotArrivals(client, request.session!.agencyId, incident),
      );
    },
  );

  api.get(
    '/gunshots/:incident/cap.xml',
    {
      config: { action: 'gunshots.read' },
      schema: {
        tags,
        summary: 'A gunshot incident as a message of the Common Alerting Protocol 1.2',
        params: gunshotParamsSchema,
        querystring: noQuerySchema,
        response: {
          200: { description: 'The message', content: { 'application/cap+xml': { schema: Type.String() } } },
        },
      },
    },
    async (request, reply) => {
      const { incident } = request.params;
      const message = await read(request, { incident, cap: true }, (client) =>
        loadCap(client, request.session!.agencyId, { incident, agencyName: agency.name, sender: agency.code }),
      );
      return reply.type('application/cap+xml').send(Buffer.from(message) as never);
    },
  );
}

const none = (description: string) => ({ 204: { type: 'null', description } }) as const;

function addSteps(api: Api, { write }: Context): void {
  api.post(
    '/gunshots/:incident/decisions',
    {
      config: { action: 'gunshots.decide' },
      schema: {
        tags,
        summary: 'Decide whether an incident was gunfire; what was decided before stays in its history',
        params: gunshotParamsSchema,
        querystring: noQuerySchema,
        body: gunshotDecisionSchema,
        response: none('Decided'),
      },
    },
    async (request, reply) => {
      const { incident } = request.params;
      await write(request, { incident, decision: request.body.decision }, (client) =>
        decideGunshot(client, request.session!, { incident, ...request.body }),
      );
      return reply.code(204).send();
    },
  );

  api.post(
    '/gunshots/:incident/undo',
    {
      config: { action: 'gunshots.decide' },
      schema: {
        tags,
        summary: 'Take the newest decision back: what stood before it stands again',
        params: gunshotParamsSchema,
        querystring: noQuerySchema,
        body: gunshotUndoSchema,
        response: none('Taken back'),
      },
    },
    async (request, reply) => {
      const { incident } = request.params;
      await write(request, { incident, undo: true }, (client) =>
        undoGunshotDecision(client, request.session!, { incident, ...request.body }),
      );
      return reply.code(204).send();
    },
  );

  api.post(
    '/gunshots/:incident/findings',
    {
      config: { action: 'gunshots.decide' },
      schema: {
        tags,
        summary: 'Put on record what was found at the scene',
        params: gunshotParamsSchema,
        querystring: noQuerySchema,
        body: gunshotFindingSchema,
        response: none('On record'),
      },
    },
    async (request, reply) => {
      const { incident } = request.params;
      await write(request, { incident, found: request.body.found }, (client) =>
        noteGunshotFinding(client, request.session!, { incident, ...request.body }),
      );
      return reply.code(204).send();
    },
  );
}

function addTakenBack(api: Api, { write }: Context): void {
  api.post(
    '/gunshots/:incident/findings/:finding/undo',
    {
      config: { action: 'gunshots.decide' },
      schema: {
        tags,
        summary: 'Take a finding back: it stays in the history, and counts no longer',
        params: gunshotFindingParamsSchema,
        querystring: noQuerySchema,
        body: gunshotUndoSchema,
        response: none('Taken back'),
      },
    },
    async (request, reply) => {
      const { incident, finding } = request.params;
      await write(request, { incident, finding, undo: true }, (client) =>
        undoGunshotFinding(client, request.session!, { incident, finding, ...request.body }),
      );
      return reply.code(204).send();
    },
  );
}

function addSounds(api: Api, { refer, read, write }: Context): void {
  api.get(
    '/gunshots/:incident/sounds',
    {
      config: { action: 'gunshots.hear' },
      schema: {
        tags,
        summary: 'Sounds of an incident that were asked for, and whether they came',
        params: gunshotParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(gunshotSoundsSchema) },
      },
    },
    async (request) => {
      const { incident } = request.params;
      return read(request, { incident, sounds: true }, (client) =>
        loadSounds(client, request.session!.agencyId, incident),
      );
    },
  );

  api.post(
    '/gunshots/:incident/sounds',
    {
      config: { action: 'gunshots.hear' },
      schema: {
        tags,
        summary: 'Ask the nearest sensors for two seconds of sound about the first shot',
        params: gunshotParamsSchema,
        querystring: noQuerySchema,
        response: { 200: refer(gunshotSoundsSchema) },
      },
    },
    async (request) => {
      const { incident } = request.params;
      return write(request, { incident, sounds: 'ask' }, (client) => askSoundsOf(client, request.session!, incident));
    },
  );

  api.post(
    '/gunshots/:incident/plays',
    {
      config: { action: 'gunshots.hear' },
      schema: {
        tags,
        summary: 'Put on record that sounds are played, before they are',
        params: gunshotParamsSchema,
        querystring: noQuerySchema,
        body: gunshotPlaySchema,
        response: none('On record'),
      },
    },
    async (request, reply) => {
      const { incident } = request.params;
      const { sounds, part } = request.body;
      await write(request, { incident, play: sounds, part }, (client) =>
        expectSounds(client, request.session!.agencyId, { incident, sounds }),
      );
      return reply.code(204).send();
    },
  );

  api.get(
    '/gunshots/:incident/sounds/:sound',
    {
      config: { action: 'gunshots.hear' },
      schema: {
        tags,
        summary: 'Load a sound, which is on record; each play is noted by itself',
        params: gunshotSoundParamsSchema,
        querystring: noQuerySchema,
        response: {
          200: { description: 'The sound', content: { 'audio/wav': { schema: Type.String({ format: 'binary' }) } } },
        },
      },
    },
    async (request, reply) => {
      const { incident, sound } = request.params;
      const file = await read(request, { incident, sound, load: true }, (client) =>
        loadSound(client, request.session!.agencyId, { incident, sound }),
      );
      if (file === null) throw notFound('sound');
      return reply.type('audio/wav').send(file as never);
    },
  );
}
