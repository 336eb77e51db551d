import { checkDigitOf } from '../model/values/vin.ts';
import type { Random } from '../stats/random.ts';
import { confuse, slip } from './clerk.ts';
import type { Person } from './people.ts';

/** A vehicle as it truly is, on a day. */
export interface Vehicle {
  readonly id: string;
  readonly plate: string;
  readonly state: string;
  readonly vin: string;
  readonly make: string;
  readonly model: string;
  readonly year: number;
  readonly colour: string;
}

/** Makes with models and the first eight characters of numbers nobody was given. */
const kinds = [
  ['TOYOTA', 'CAMRY', '4T1BF1FK'],
  ['TOYOTA', 'COROLLA', '2T1BURHE'],
  ['HONDA', 'ACCORD', '1HGCR2F3'],
  ['HONDA', 'CIVIC', '2HGFC2F5'],
  ['NISSAN', 'ALTIMA', '1N4AL3AP'],
  ['FORD', 'EXPLORER', '1FM5K8D8'],
  ['CHEVROLET', 'MALIBU', '1G1ZD5ST'],
  ['DODGE', 'CHARGER', '2C3CDXBG'],
  ['JEEP', 'CHEROKEE', '1C4PJMCB'],
  ['HYUNDAI', 'SONATA', '5NPE34AF'],
  ['KIA', 'OPTIMA', '5XXGT4L3'],
  ['BMW', '328I', 'WBA3A5C5'],
  ['ACURA', 'TL', '19UUA8F2'],
] as const;
const colours = ['BLACK', 'BLACK', 'WHITE', 'SILVER', 'GRAY', 'GRAY', 'BLUE', 'RED', 'GREEN', 'GOLD'];
const otherWritings: Readonly<Record<string, readonly string[]>> = {
  TOYOTA: ['TOYT', 'Toyota'],
  HONDA: ['HOND'],
  NISSAN: ['NISS'],
  CHEVROLET: ['CHEV', 'CHEVY'],
  DODGE: ['DODG'],
  HYUNDAI: ['HYUN'],
  ACURA: ['ACUR'],
  BLACK: ['BLK'],
  WHITE: ['WHI'],
  SILVER: ['SIL'],
  GRAY: ['GRY', 'GREY'],
  BLUE: ['BLU'],
};

/** Ours: how many of those met have a vehicle, and get another one to which the plate moves. */
const shares = { driver: 0.62, changes: 0.35 } as const;
const figures = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789';

/** The vehicle of a person on a day; null for who has none. The same person and day give the same vehicle. */
export function vehicleOf(person: Person, day: number, random: Random): Vehicle | null {
  const own = random.fork(`vehicle/${person.id}`);
  if (!own.chance(shares.driver)) return null;
  const state = own.chance(0.9) ? 'MD' : own.pick(['VA', 'PA', 'DC', 'DE']);
  const letters = 'ABCDEFGHIJKLMNOPRSTUVWXYZ';
  const plate = `${own.between(1, 9)}${own.pick([...letters])}${own.pick([...letters])}${own.digits(4)}`;
  const changesOn = own.chance(shares.changes) ? own.between(18_700, 20_450) : Infinity;
  const second = day >= changesOn;
  const of = second ? random.fork(`vehicle/${person.id}/second`) : own;
  const [make, model, begins] = of.pick(kinds);
  const year = of.between(2005, 2022);
  const rest = `${of.pick([...'5678ABCDEFGHJKL'])}${of.pick([...'ABCDEFGH'])}${of.digits(6)}`;
  const unchecked = `${begins}0${rest}`;
  const vin = unchecked.slice(0, 8) + checkDigitOf(unchecked) + unchecked.slice(9);
  return { id: `v-${person.id}-${second ? 2 : 1}`, plate, state, vin, make, model, year, colour: of.pick(colours) };
}

/** Cells of a vehicle as a clerk writes them: plate, state, VIN, make, model, year, colour. */
export type WrittenVehicle = readonly [string, string, string, string, string, string, string];
export const noVehicle: WrittenVehicle = ['', '', '', '', '', '', ''];

/** Ours: how often an officer misreads or leaves out. */
const rates = {
  plateAlike: 0.04,
  plateSlip: 0.02,
  plateMissing: 0.06,
  stateMissing: 0.06,
  vin: 0.35,
  vinSlip: 0.04,
  other: 0.1,
} as const;

export function writeVehicle(vehicle: Vehicle, random: Random): WrittenVehicle {
  const vary = (word: string) => (random.chance(0.4) ? random.pick(otherWritings[word] ?? [word]) : word);
  const read = random.next();
  const plate =
    read < rates.plateAlike
      ? confuse(vehicle.plate, random)
      : read < rates.plateAlike + rates.plateSlip
        ? slip(vehicle.plate, random)
        : vehicle.plate;
  let vin = random.chance(rates.vin) ? vehicle.vin : '';
  if (vin !== '' && random.chance(rates.vinSlip)) {
    const at = random.between(0, 16);
    vin = vin.slice(0, at) + random.pick([...figures]) + vin.slice(at + 1);
  }
  const plateWritten = random.chance(rates.plateMissing) ? '' : plate;
  return [
    plateWritten,
    plateWritten === '' || random.chance(rates.stateMissing) ? '' : vehicle.state,
    vin,
    random.chance(rates.other) ? '' : vary(vehicle.make),
    random.chance(rates.other * 2) ? '' : vehicle.model,
    random.chance(rates.other * 2) ? '' : String(vehicle.year),
    random.chance(rates.other) ? '' : vary(vehicle.colour),
  ];
}

export const vehicleHeader = 'Vehicle Plate,Plate State,VIN,Vehicle Make,Vehicle Model,Vehicle Year,Vehicle Color';
