import { Type, type Static } from '@sinclair/typebox';
import { nullable } from './evidence.ts';

const point = (description: string) =>
  Type.Array(Type.Number(), { minItems: 2, maxItems: 2, description: `${description}, in units of the map` });

export const stateMapSchema = Type.Object(
  {
    width: Type.Number({ description: 'Units of the map' }),
    height: Type.Number({ description: 'Units of the map' }),
    states: Type.Array(
      Type.Object(
        {
          code: Type.String({ description: 'Postal code' }),
          name: Type.String({ description: 'Name' }),
          outline: Type.String({ description: 'Outline as the commands of an SVG path' }),
          center: point('Middle of its largest part'),
        },
        { description: 'A state' },
      ),
    ),
    counties: Type.Record(Type.String(), point('Middle of the county'), { description: 'By FIPS code' }),
    names: Type.Record(Type.String(), Type.String(), {
      description: 'Name of each county with its state, by FIPS code',
    }),
    home: nullable(point("The agency's city, or the middle of its state")),
  },
  {
    $id: 'StateMap',
    description: 'The states drawn by Albers, Alaska and Hawaii set in: US Census Bureau cartographic boundaries',
  },
);
export type StateMap = Static<typeof stateMapSchema>;
