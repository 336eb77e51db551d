/** Values of made-up cities: nobody in them exists. Each maker draws from the row's own numbers. */

export interface Draw {
  /** 0 to below 1. */
  next(): number;
  int(from: number, to: number): number;
  of<T>(values: readonly T[]): T;
  /** Number of the row, from 0. */
  readonly row: number;
}

export type Maker = (draw: Draw) => string;

/** Mulberry32: small, seeded, and the same on every machine. */
export function drawFor(seed: number, row: number): Draw {
  let state = (seed * 7919 + row * 104_729) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  next();
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return { next, int, of: (values) => values[int(0, values.length - 1)]!, row };
}

const list = (text: string) => text.split(',').map((each) => each.trim());
const pad = (value: number, length = 2) => String(value).padStart(length, '0');

const family = list(
  'Abernot,Bexley,Corvane,Dunmoor,Eastwick,Farrowby,Gantley,Hollander,Ibsley,Jarrowe,Kestrel,Lindqvist,Marlowe,Norrby,Oakhurst,Pellworm,Quillan,Rostrevor,Standish,Tremaine,Underhay,Vantongeren,Wexcombe,Yarborough,Zellweg,Calderas,Montoro,Villarenga',
);
const given = list(
  'Adair,Benno,Cato,Delphine,Edda,Fritha,Gideon,Hesper,Ianthe,Jory,Kerensa,Leander,Mirela,Nestor,Orla,Piers,Quill,Rowena,Silas,Tamsin,Ulric,Verity,Wystan,Ximena,Yorick,Zelda',
);
const streets = list('Cobalt,Juniper,Larch,Meridian,Quarry,Sable,Tamarack,Umber,Vesper,Willow');
const suffixes = list('St,Ave,Blvd,Rd,Ct,Dr');
const makes = list(
  'Glock,Smith & Wesson,Taurus,Ruger,Sig Sauer,Colt,Beretta,Springfield Armory,Hi-Point,Remington,Mossberg,Kel-Tec',
);
const calibres = list('9mm,.40 S&W,.45 ACP,.380 ACP,.22 LR,.38 Special,.357 Magnum,5.56mm,7.62x39,12 ga,10mm');
const models = list('19,G43X,M&P Shield,P320,LCP,92FS,XD-9,C9,870,500,1911,SR9,G2C,PF-9');
const types = list('Pistol,Revolver,Rifle,Shotgun');

export const oneOf =
  (text: string): Maker =>
  (draw) =>
    draw.of(list(text));
export const often =
  (share: number, maker: Maker): Maker =>
  (draw) =>
    draw.next() < share ? maker(draw) : '';
export const upper =
  (maker: Maker): Maker =>
  (draw) =>
    maker(draw).toUpperCase();

interface Day {
  y: number;
  m: number;
  d: number;
}
const dayIn = (draw: Draw, from: number, to: number): Day => ({
  y: draw.int(from, to),
  m: draw.int(1, 12),
  d: draw.int(1, 28),
});
const clockOf = (draw: Draw) => `${pad(draw.int(0, 23))}:${pad(draw.int(0, 59))}`;

export const mdy: Maker = (draw) => written(dayIn(draw, 2021, 2025), 'mdy');
export const dmy: Maker = (draw) => written(dayIn(draw, 2021, 2025), 'dmy');
export const iso: Maker = (draw) => written(dayIn(draw, 2021, 2025), 'iso');
export const soldMdy: Maker = (draw) => written(dayIn(draw, 2012, 2020), 'mdy');
export const bornMdy: Maker = (draw) => written(dayIn(draw, 1955, 2004), 'mdy');
export const bornIso: Maker = (draw) => written(dayIn(draw, 1955, 2004), 'iso');
export const bornDmy: Maker = (draw) => written(dayIn(draw, 1955, 2004), 'dmy');
export const mdyClock: Maker = (draw) => `${mdy(draw)} ${clockOf(draw)}`;
export const isoClock: Maker = (draw) => `${iso(draw)}T${clockOf(draw)}:${pad(draw.int(0, 59))}`;
export const dmyClock: Maker = (draw) => `${dmy(draw)} ${clockOf(draw)}`;
export const clock: Maker = clockOf;
export const military: Maker = (draw) => clockOf(draw).replace(':', '');

function written({ y, m, d }: Day, how: 'mdy' | 'dmy' | 'iso'): string {
  if (how === 'iso') return `${y}-${pad(m)}-${pad(d)}`;
  return how === 'mdy' ? `${pad(m)}/${pad(d)}/${y}` : `${pad(d)}/${pad(m)}/${y}`;
}

export const lastName: Maker = (draw) => draw.of(family);
export const firstName: Maker = (draw) => draw.of(given);
export const lastFirst: Maker = (draw) => `${draw.of(family)}, ${draw.of(given)}`;
export const firstLast: Maker = (draw) => `${draw.of(given)} ${draw.of(family)}`;
export const sex = oneOf('M,F,M,M');
export const race = oneOf('W,B,A,U,B,W');
export const age: Maker = (draw) => String(draw.int(14, 71));
export const make: Maker = (draw) => draw.of(makes);
export const model: Maker = (draw) => draw.of(models);
export const calibre: Maker = (draw) => draw.of(calibres);
export const gunType: Maker = (draw) => draw.of(types);
export const serial: Maker = (draw) => `${draw.of(list('AB,BXT,SN,K,TJ,,'))}${draw.int(10_000, 9_999_999)}`;
export const street: Maker = (draw) => `${draw.int(1, 98) * 10 + 4} ${draw.of(streets)} ${draw.of(suffixes)}`;
export const block: Maker = (draw) =>
  `${draw.int(1, 65)}00 BLOCK ${draw.of(streets).toUpperCase()} ${draw.of(suffixes).toUpperCase()}`;
export const calle: Maker = (draw) =>
  `${draw.of(list('Calle,Avenida,Calle'))} ${draw.of(list('Cobalto,Enebro,Alerce,Meridiano,Cantera,Sauce'))} ${draw.int(2, 940)}`;
export const town = oneOf('Quarrytown,Port Vesper,Larchmere,Sable Falls');
export const state = oneOf('OH,OH,OH,IN,KY');
export const zip: Maker = (draw) => String(draw.int(44_001, 44_140));
export const phone: Maker = (draw) => `(${draw.int(216, 330)}) 555-${pad(draw.int(200, 9999), 4)}`;
export const longitude: Maker = (draw) => (-81.5 - draw.next() * 0.4).toFixed(5);
export const latitude: Maker = (draw) => (41.3 + draw.next() * 0.3).toFixed(5);
export const pair: Maker = (draw) => `(${latitude(draw)}, ${longitude(draw)})`;
export const wkt: Maker = (draw) => `POINT (${longitude(draw)} ${latitude(draw)})`;
export const licence: Maker = (draw) =>
  `4-${draw.of(list('31,34'))}-${pad(draw.int(1, 175), 3)}-01-${draw.int(0, 9)}${draw.of(list('A,C,E,G,K'))}-${pad(draw.int(1, 99_999), 5)}`;
export const shop: Maker = (draw) =>
  `${draw.of(family)} ${draw.of(list('Arms,Guns,Pawn,Outdoors,Sporting Goods'))}${draw.of(list(' LLC,, Inc'))}`;
export const flag = oneOf('Y,N');
export const smallNumber =
  (to: number): Maker =>
  (draw) =>
    String(draw.int(1, to));
/** A number no other row has. */
export const numbered =
  (before: string, from: number): Maker =>
  (draw) =>
    `${before}${from + draw.row * 3}`;
export const caseNumber: Maker = (draw) => `${draw.int(21, 25)}-${pad(draw.int(1, 99_999), 6)}`;
export const prose: Maker = (draw) =>
  `${draw.of(list('Anonymous caller,Patrol unit,Neighbour,Store clerk'))} ${draw.of(list('heard several shots,saw a grey sedan leave,found casings on the porch,held the scene'))} at ${clockOf(draw)}`;

const months = list('Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec');
const whenIn = (draw: Draw, from = 2021, to = 2025) => {
  const { y, m, d } = dayIn(draw, from, to);
  return { y, m, d, hour: draw.int(0, 23), minute: draw.int(0, 59), second: draw.int(0, 59) };
};
const twelve = (hour: number, minute: number, second = '') =>
  `${hour % 12 === 0 ? 12 : hour % 12}:${pad(minute)}${second} ${hour < 12 ? 'AM' : 'PM'}`;

/** 2024-03-07T14:22:00.000 */
export const isoMilliseconds: Maker = (draw) => `${isoClock(draw)}.000`;
/** 3/7/24 2:22 PM */
export const shortUs: Maker = (draw) => {
  const { y, m, d, hour, minute } = whenIn(draw);
  return `${m}/${d}/${y % 100} ${twelve(hour, minute)}`;
};
/** 03/07/2024 02:22:31 PM */
export const longUs: Maker = (draw) => {
  const { y, m, d, hour, minute, second } = whenIn(draw);
  return `${pad(m)}/${pad(d)}/${y} ${twelve(hour, minute, `:${pad(second)}`).padStart(11, '0')}`;
};
/** 20240307 */
export const compactDay: Maker = (draw) => iso(draw).replaceAll('-', '');
/** 07-Mar-2024 */
export const namedDay: Maker = (draw) => {
  const { y, m, d } = whenIn(draw);
  return `${pad(d)}-${months[m - 1]!}-${y}`;
};
/** Milliseconds since 1970, as map servers write them. */
export const epoch: Maker = (draw) => {
  const { y, m, d, hour, minute, second } = whenIn(draw);
  return String(Date.UTC(y, m - 1, d, hour, minute, second));
};
/** A day as a spreadsheet numbers it. */
export const serialDay: Maker = (draw) => String(draw.int(44_300, 45_900));
export const secondsClock: Maker = (draw) => `${clockOf(draw)}:${pad(draw.int(0, 59))}`;
export const year: Maker = (draw) => String(draw.int(2021, 2025));
export const month: Maker = (draw) => String(draw.int(1, 12));
export const weekday = oneOf('Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday');
export const hour: Maker = (draw) => String(draw.int(0, 23));
export const planeX: Maker = (draw) => (2_180_000 + draw.next() * 40_000).toFixed(2);
export const planeY: Maker = (draw) => (640_000 + draw.next() * 40_000).toFixed(2);
/** Street, town and point in one cell of three lines. */
export const socrataPlace: Maker = (draw) => `${street(draw).toUpperCase()}\nLARCHMERE, OH\n${pair(draw)}`;
export const corner: Maker = (draw) => `${draw.of(streets).toUpperCase()} ST / ${draw.of(streets).toUpperCase()} AVE`;
/** A firearm in one cell, as property rooms write it. */
export const gunWords: Maker = (draw) =>
  `${draw.of(list('GLOCK 19 9MM,SMITH & WESSON M&P SHIELD 9MM,TAURUS G2C 9MM,RUGER LCP .380 CAL,SIG SAUER P320 .45 ACP,COLT 1911 .45 CAL,MOSSBERG 500 12 GA SHOTGUN'))} ${draw.of(list('SN,S/N,SER#,SERIAL'))} ${draw.of(list('AB,BXT,K,TJ'))}${draw.int(10_000, 9_999_999)}`;
export const uuid: Maker = (draw) =>
  `${draw.int(0x10_00_00_00, 0xef_ff_ff_ff).toString(16)}-${draw.int(0x1000, 0xefff).toString(16)}-4${draw.int(0x100, 0xeff).toString(16)}-a${draw.int(0x100, 0xeff).toString(16)}-${draw.int(0x1000_0000, 0xefff_ffff).toString(16)}${draw.int(0x1000, 0xefff).toString(16)}`;
export const nicNumber: Maker = (draw) => `G${draw.int(100_000_000, 999_999_999)}`;
