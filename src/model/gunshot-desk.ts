import { Type, type Static } from '@sinclair/typebox';
import { nullable } from './evidence.ts';
import { ellipseSchema } from './gunshots.ts';
import { shareSchema } from './trace-report.ts';

/** Answers of the gunshot desk beside incidents: how fast it is, how a place was computed, and what a network would hear. */

const strict = { additionalProperties: false } as const;
const lon = Type.Number({ minimum: -180, maximum: 180, description: 'Longitude in degrees' });
const lat = Type.Number({ minimum: -89, maximum: 89, description: 'Latitude in degrees' });

const deskTimeSchema = Type.Object(
  {
    measured: Type.Integer({ description: 'Incidents whose time is on record' }),
    unknown: Type.Integer({ description: 'Incidents of which it is not' }),
    medianSeconds: nullable(Type.Number({ description: 'The middle one' })),
    nineInTenSeconds: nullable(Type.Number({ description: 'Nine in ten are no longer' })),
  },
  { ...strict, $id: 'DeskTime', description: 'A length of time over the incidents it is known of' },
);
export type DeskTime = Static<typeof deskTimeSchema>;

export const gunshotStatisticsSchema = Type.Object(
  {
    incidents: Type.Integer({ description: 'Own incidents of the span of time' }),
    decided: shareSchema,
    gunfire: shareSchema,
    found: shareSchema,
    withinMinute: shareSchema,
    alert: deskTimeSchema,
    placed: deskTimeSchema,
    acknowledgement: deskTimeSchema,
    decision: deskTimeSchema,
    scene: deskTimeSchema,
  },
  {
    ...strict,
    $id: 'GunshotStatistics',
    description:
      'From the first shot to the alert, to the first one with a place within 25 m (half the longer axis of its ellipse) and to somebody at the scene, and from the alert to who noted it and who decided; what was decided, and what was found of what was decided to be gunfire',
  },
);
export type GunshotStatistics = Static<typeof gunshotStatisticsSchema>;

const undeterminedCodeSchema = Type.Union(
  [Type.Literal('too-few'), Type.Literal('collinear'), Type.Literal('contradictory'), Type.Literal('unbounded')],
  { description: 'Why no place is given' },
);

export const gunshotReckoningSchema = Type.Object(
  {
    shot: Type.Integer({ description: 'Which shot, from 0 in the order of time' }),
    shots: Type.Integer({ description: 'How many the incident has' }),
    timeMicroseconds: Type.Integer({ description: 'When it was fired, in microseconds since 1970' }),
    firstSeconds: Type.Number({ description: 'From then to the first arrival' }),
    lon,
    lat,
    ellipse95: ellipseSchema,
    air: Type.Object(
      {
        noted: Type.Union([Type.Literal('held'), Type.Literal('doubted'), Type.Literal('none')], {
          description:
            'Somebody noted it and it was held to; somebody noted it, what was heard contradicts it, and it was known no better than none; nobody did, and it stands at 15 °C and still',
        }),
        hours: nullable(Type.Number({ description: 'How long before it was noted' })),
        temperatureC: Type.Number({ description: 'Temperature in °C, as noted' }),
        windEastMps: Type.Number({ description: 'Wind towards the east, in m/s, as noted' }),
        windNorthMps: Type.Number({ description: 'Wind towards the north, in m/s, as noted' }),
        speedMps: Type.Number({ description: 'How fast sound goes in it, in m/s, as noted' }),
        speedSigmaMps: Type.Number({
          description: 'How well that speed was taken to be known: one standard deviation',
        }),
        windSigmaMps: Type.Number({ description: 'The same of each part of the wind' }),
        estimated: Type.Object(
          {
            onRecord: Type.Boolean({
              description: 'Kept with the place; else estimated again, of a shot located before it was kept',
            }),
            speedMps: Type.Number({ description: 'How fast sound goes in still air, in m/s' }),
            windEastMps: Type.Number({ description: 'Wind towards the east, in m/s' }),
            windNorthMps: Type.Number({ description: 'Wind towards the north, in m/s' }),
            speedSigmaMps: Type.Number({ description: 'One standard deviation of that speed' }),
            windSigmaMps: Type.Number({ description: 'The same of each part of the wind' }),
          },
          { ...strict, description: 'The air the place was computed with, estimated together with it' },
        ),
      },
      { ...strict, description: 'The air: as it was noted, and as it was estimated with the place' },
    ),
    arrivals: Type.Array(
      Type.Object(
        {
          sensor: Type.String({ description: 'Id of the sensor' }),
          lon,
          lat,
          afterSeconds: Type.Number({ description: 'After the first arrival' }),
          meters: Type.Number({ description: 'From the place to the sensor, the straight way' }),
          soundMeters: Type.Number({
            description:
              'How far over the ground sound went from the shot until it was heard: the seconds between, times its speed along the way in the estimated air',
          }),
          residualSeconds: Type.Number({ description: 'How much later it came than the place explains' }),
          reading: Type.Union([Type.Literal('direct'), Type.Literal('late'), Type.Literal('stray')], {
            description: 'By the straight way, round something and late, or none of this shot',
          }),
          without: Type.Union(
            [
              Type.Object(
                {
                  kind: Type.Literal('located', { description: 'There is a place without it' }),
                  lon,
                  lat,
                  metersAway: Type.Number({ description: 'From the place with all of them' }),
                  inside: Type.Boolean({ description: 'It lies within the ellipse of all of them' }),
                  ellipse95: ellipseSchema,
                },
                strict,
              ),
              Type.Object(
                { kind: Type.Literal('undetermined', { description: 'There is none' }), code: undeterminedCodeSchema },
                strict,
              ),
            ],
            { description: 'What is found if this sensor is left out' },
          ),
        },
        strict,
      ),
      { description: 'First to last' },
    ),
    againMeters: nullable(
      Type.Number({ description: 'How far the place computed again from these arrivals lies from the one on record' }),
    ),
    together: nullable(
      Type.Object(
        {
          way: Type.Boolean({ description: 'A straight way of one who walked; else one place' }),
          places: Type.Array(Type.Object({ lon, lat, ellipse95: ellipseSchema }, strict), {
            description: 'The place, or where they were at the first shot and at the last',
          }),
          wider: Type.Number({
            description: 'How many times as long the ellipse is as one error of all these shots would make it',
          }),
          shots: Type.Array(
            Type.Object(
              {
                shot: Type.Integer({ description: 'Which shot, from 0 in the order of time' }),
                metersAway: Type.Number({ description: 'From the place, or from the way at its time' }),
                sigmas: Type.Number({ description: 'The same in standard deviations of its own' }),
                weight: Type.Number({ description: 'How much it counts: 1 for all, less where it lies far off' }),
              },
              strict,
            ),
            { description: 'Every shot fired there' },
          ),
        },
        {
          ...strict,
          description:
            'How the place that is told was made of the shots fired there; null where this shot is alone there',
        },
      ),
    ),
    fit: Type.Object(
      {
        west: lon,
        south: lat,
        east: lon,
        north: lat,
        columns: Type.Integer({ description: 'Columns, west to east' }),
        rows: Type.Integer({ description: 'Rows, south to north' }),
        tenths: Type.Array(Type.Integer(), {
          description:
            'Of each square, tenths of a unit of ln likelihood below the best, at its best time; -100 for that and less',
        }),
      },
      { ...strict, description: 'How well each place about explains the arrivals, in the air as it was estimated' },
    ),
  },
  { ...strict, $id: 'GunshotReckoning', description: 'How the place of one shot was computed, step by step' },
);
export type GunshotReckoning = Static<typeof gunshotReckoningSchema>;

export const layoutSensorsMax = 300;
export const layoutSensorSchema = Type.Object({ lon, lat }, strict);
export type LayoutSensor = Static<typeof layoutSensorSchema>;

export const networkPlanSchema = Type.Object(
  {
    west: lon,
    south: lat,
    east: lon,
    north: lat,
    columns: Type.Integer({ description: 'Columns, west to east' }),
    rows: Type.Integer({ description: 'Rows, south to north' }),
    squareMeters: Type.Number({ description: 'Area of a square in m²' }),
    draws: Type.Integer({ description: 'Shots drawn in each square' }),
    located: Type.Array(Type.Integer(), {
      description: 'Of each square, how many of them four sensors or more would hear',
    }),
    corrected: Type.Array(Type.Integer(), {
      description: 'Of each, how many five or more would: an error of one can be seen',
    }),
    errorMeters: Type.Array(nullable(Type.Number()), {
      description:
        'Of each, half the longer axis of the ellipse that holds nineteen places of twenty, by the bound, the middle one; null where none is located',
    }),
    coveredSquares: shareSchema,
    sensors: Type.Array(
      Type.Object(
        {
          lostSquareMeters: Type.Number({
            description: 'Area in which shots would no longer be located without it, by their number',
          }),
          growthMeters: nullable(
            Type.Number({
              description: 'How much longer the ellipse grows about it, in the mean; null where none is about',
            }),
          ),
        },
        strict,
      ),
      { description: 'What each sensor adds, in the order they were given' },
    ),
    trial: Type.Object(
      {
        shots: Type.Integer({ description: 'Shots made in the area' }),
        located: shareSchema,
        within25: shareSchema,
        inEllipse: shareSchema,
        medianMeters: nullable(Type.Number({ description: 'Middle error of those located' })),
        nineInTenMeters: nullable(Type.Number({ description: 'Nine in ten err by less' })),
      },
      { ...strict, description: 'Shots made in the area and located by the engine itself' },
    ),
  },
  { ...strict, $id: 'NetworkPlan', description: 'What a network of sensors would hear and how well it would locate' },
);
export type NetworkPlan = Static<typeof networkPlanSchema>;

export const sensorLayoutsSchema = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          name: Type.String({ description: 'Name of the layout' }),
          version: Type.Integer({ description: 'Newest version' }),
          savedBy: Type.String({ description: 'Who saved it' }),
          savedAt: Type.String({ description: 'When, ISO 8601' }),
          sensors: Type.Array(layoutSensorSchema, { description: 'Where its sensors would stand' }),
        },
        strict,
      ),
      { description: 'Layouts by name, each in its newest version' },
    ),
  },
  { ...strict, $id: 'SensorLayouts', description: 'Layouts of sensors that are only planned' },
);
export type SensorLayouts = Static<typeof sensorLayoutsSchema>;
