import { cleanModelYear, cleanPlate, cleanVehicleColour, cleanVehicleMake } from '../model/values/vehicle.ts';
import { cleanVin } from '../model/values/vin.ts';
import { asWritten } from './as-written.ts';
import type { RecordBuilder } from './feed.ts';
import { stateCode } from './state-code.ts';

/** What a record says of one vehicle. Texts are cells as they stand in the file. */
export interface ObservedVehicle {
  /** `recovery`, `suspect`, `call`, … */
  readonly role: string;
  /** `YYYY-MM-DD`, local to the agency; null where the record does not say. */
  readonly seenOn: string | null;
  readonly plate: string;
  readonly plateState: string;
  readonly vin: string;
  readonly make: string;
  readonly model: string;
  readonly year: string;
  readonly colour: string;
  readonly style: string;
}

/**
 * Adds one `vehicle_observation` and returns its ordinal. Null, and nothing added, where neither plate nor identification number can be
 * read: a grey sedan is no vehicle in particular. A number whose check digit is wrong is kept and joins nothing.
 */
export function observeVehicle(record: RecordBuilder, vehicle: ObservedVehicle): number | null {
  const plate = vehicle.plate === '' ? null : cleanPlate(vehicle.plate);
  const vin = vehicle.vin === '' ? null : cleanVin(vehicle.vin);
  if (plate === null && vin === null) return null;
  return record.add('vehicle_observation', {
    role: vehicle.role,
    seen_on: vehicle.seenOn,
    plate_raw: asWritten(vehicle.plate),
    plate,
    plate_state: vehicle.plateState === '' ? null : stateCode(vehicle.plateState),
    vin_raw: asWritten(vehicle.vin),
    vin: vin?.vin ?? null,
    vin_valid: vin?.valid ?? null,
    make_raw: asWritten(vehicle.make),
    make: cleanVehicleMake(vehicle.make),
    model: asWritten(vehicle.model),
    year: cleanModelYear(vehicle.year),
    colour_raw: asWritten(vehicle.colour),
    colour: cleanVehicleColour(vehicle.colour),
    style: asWritten(vehicle.style),
  });
}
