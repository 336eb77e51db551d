import type { FieldType } from '../../src/identity/comparison.ts';
import type { Random } from '../../src/stats/random.ts';

const pools: Readonly<Record<FieldType, readonly string[]>> = {
  'given-name':
    'ROBERT;BOB;RICHARD;RCH;RICK;JOSE;JOSE LUIS;LUIS;PEPE;J;R;WILLIAM;WM;LATASHA;TASHA;SMITH;GARCIA;ANN;ANNE;ANNA MARIA;MARIA A;STEPHEN;STEVEN'.split(
      ';',
    ),
  'family-name':
    'SMITH;SMYTH;GARCIA;GARCIA LOPEZ;LOPEZ;DE LA CRUZ;DE LEON;NGUYEN;ROBERT;RICHARD;JOSE;ANN;JOHNSON;JOHNSTON;HWANG;WHITE;DE LA PAZ;VAN DER BERG;VAN DER MEER;VAN DEN BERG;SAN MARTIN;SAN MIGUEL;SMITH III;WHITE JR;WHITE SR;SMITH II;JR;NGUYEN VAN;VAN'.split(
      ';',
    ),
  'full-name':
    'ROBERT SMITH;SMITH ROBERT;BOB SMITH;ANN ANN LEE;ANN LEE;LEE ANN B;JOSE LUIS GARCIA LOPEZ;LUIS GARCIA;JOHN Q PUBLIC;JON PUBLIC'.split(
      ';',
    ),
  date: '19800102;19800201;19800101;19810102;19800112;19821102;19800130;1980;19790102;19800103;20010512;19801302;198001;19991231'.split(
    ';',
  ),
  address:
    '12 OAK ST;12 OAK ST APT 3;14 OAK ST;OAK ST;12 OAKS ST;PO BOX;12;ELM AVE 7;7 ELM AVE;3 ELMS AV;100 NORTH CHARLES STREET;100 N CHARLES STREET;100 5TH AVE;100 6TH AVE;3 N MAIN ST;3 SOUTH MAIN ST;1200 W NORTH AVE;1200 NORTH AVE;12 7TH ST NW;12 NORTHWEST 7TH STREET;PO BOX 14;RR 5;9 HIGHWAY 40'.split(
      ';',
    ),
  street: 'OAK STREET;OAKS STREET;OAK STRET;ELM AVENUE;ELM AV;CHARLES;CHARLS'.split(';'),
  postcode: '21201;21202;21210;2120;SW1A1AA;SW1A2AB;SW1B1AA;N1;N19;90210;91201;AB'.split(';'),
  place: 'BALTIMORE;BALTIMOR;TOWSON;TOWSEN;SPRINGFIELD;SPRINGFEILD;SPRINGS'.split(';'),
  state: 'MD;VA;DC'.split(';'),
  phone: '4105550123;4435550123;4105550124;5550123;4105559999;911;41055501234'.split(';'),
  email:
    'ann.lee@example.org;ann.lee@example.com;anne.lee@example.org;an.lee@example.net;bob@example.org;rob@example.org;@example.org;@example.com;ann.leigh@example.org'.split(
      ';',
    ),
  identifier: '123456789;123456798;12345678;123465798;12354689;987654321;AB12;BA12;BXA12;555555555'.split(';'),
  category: 'DRIVER;COOK;NURSE'.split(';'),
  number: '10;10.4;9.5;11;-10;1e21;0;0.01;100;104'.split(';'),
  'firearm-serial':
    'ABC12345;A8C12345;ABC1234S;ABC?2345;A?C12345;AB??2345;ABC12346;XYZ98765;0DQ12345;ODO12345;AB?*;VUZ2;ABC1????;????2345;ABC1???5;ABC1???6;MADE IN AUSTRIA'.split(
      ';',
    ),
  'firearm-make': 'GLOCK;SMITH & WESSON;TAURUS;RUGER'.split(';'),
  'firearm-type': 'PI;P;PR;RIFLE;S;SHOTGUN;B;Z'.split(';'),
  licence: '154123010A12345;1-54-123-01-0A-12346;154123010A54321;154123010B12345;99'.split(';'),
  text: 'BLACK LEATHER HOLSTER;LEATHER HOLSTER;BLACK HOLSTER;RED BAG;BAG RED RED;A;HOLSTER'.split(';'),
};

/** Records with a cell for each type, drawn from values that lie near one another, with slips of a key and blanks. */
export function* madeCells(types: readonly FieldType[], records: number, random: Random): Generator<string[]> {
  for (let record = 0; record < records; record++)
    yield types.map((type) => {
      if (random.chance(0.08)) return '';
      const cell = random.pick(pools[type]);
      // A state has few values, a number is not to lose its meaning.
      if (['state', 'number', 'category', 'firearm-make', 'firearm-type'].includes(type) || !random.chance(0.3))
        return cell;
      const at = random.between(0, cell.length - 1);
      const put = random.pick([...'ABESTZ0123459 ']);
      return random.pick([
        cell.slice(0, at) + cell.slice(at + 1),
        cell.slice(0, at) + put + cell.slice(at),
        cell.slice(0, at) + put + cell.slice(at + 1),
        cell.slice(0, at) + (cell[at + 1] ?? '') + cell[at] + cell.slice(at + 2),
      ]);
    });
}
