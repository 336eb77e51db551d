import type { Field, FieldValues } from './feed.ts';
import { headerList } from './header-list.ts';
import type { ObservedVehicle } from './observe-vehicle.ts';

/** Columns that tell of a vehicle. Headers say of what they are: a bare `Make` or `Color` is a firearm's. */
export const vehicleFields = {
  vehicle_plate: {
    kind: 'identifier',
    about: 'Licence plate of the vehicle.',
    aliases: headerList(`
      Vehicle Plate, Vehicle Plate Number, Vehicle License Plate, Vehicle Tag, License Plate, License Plate Number, Licence Plate, Plate,
      Plate Number, Plate No, Plate #, Veh Plate, Veh Tag, Lic Plate`),
  },
  vehicle_plate_state: {
    kind: 'state',
    about: 'State that issued the plate.',
    aliases: headerList(`
      Plate State, Vehicle Plate State, Vehicle State, License Plate State, Vehicle Tag State, Veh State, Veh Plate State, Registration State`),
  },
  vehicle_vin: {
    kind: 'identifier',
    about: 'Vehicle identification number.',
    aliases: headerList(
      'VIN, VIN Number, VIN #, Vehicle VIN, Vehicle Identification Number, Vehicle ID Number, Veh VIN',
    ),
  },
  vehicle_make: {
    kind: 'text',
    about: 'Make of the vehicle.',
    aliases: headerList('Vehicle Make, Veh Make, Vehicle Manufacturer'),
  },
  vehicle_model: {
    kind: 'text',
    about: 'Model of the vehicle.',
    aliases: headerList('Vehicle Model, Veh Model'),
  },
  vehicle_year: {
    kind: 'text',
    about: 'Model year of the vehicle.',
    aliases: headerList('Vehicle Year, Veh Year, Vehicle Model Year'),
  },
  vehicle_colour: {
    kind: 'text',
    about: 'Colour of the vehicle.',
    aliases: headerList('Vehicle Color, Vehicle Colour, Veh Color'),
  },
  vehicle_style: {
    kind: 'text',
    about: 'Body style of the vehicle.',
    aliases: headerList('Vehicle Style, Vehicle Body Style, Body Style, Veh Style'),
  },
} as const satisfies Record<string, Field>;

type VehicleField = keyof typeof vehicleFields;

/** What a row says of its vehicle. */
export function vehicleCells(row: FieldValues<VehicleField>, role: string, seenOn: string | null): ObservedVehicle {
  return {
    role,
    seenOn,
    plate: row.text('vehicle_plate'),
    plateState: row.text('vehicle_plate_state'),
    vin: row.text('vehicle_vin'),
    make: row.text('vehicle_make'),
    model: row.text('vehicle_model'),
    year: row.text('vehicle_year'),
    colour: row.text('vehicle_colour'),
    style: row.text('vehicle_style'),
  };
}
