/** Traces of a made-up city: few enough to be counted by hand. Every person in them is made up. */

const columns = [
  'Trace Number',
  'Request Date',
  'Completed Date',
  'Status',
  'Completion Code',
  'ORI',
  'Agency Case Number',
  'Serial Number',
  'Manufacturer',
  'Model',
  'Caliber',
  'Firearm Type',
  'Dealer FFL',
  'Dealer Name',
  'Dealer Street',
  'Dealer City',
  'Dealer State',
  'Dealer Zip',
  'Purchase Date',
  'Purchaser Last Name',
  'Purchaser First Name',
  'Purchaser DOB',
  'Purchaser Street',
  'Purchaser City',
  'Purchaser State',
  'Purchaser Zip',
  'Possessor Last Name',
  'Possessor First Name',
  'Possessor DOB',
  'Recovery Date',
];

const tidewater = ['8-52-005-01-5K-12345', 'TIDEWATER SPORTING GOODS', '12 FERRY RD', 'HARBOR CITY', 'MD', '21202'];
const bluff = ['1-54-059-01-5K-67890', 'BLUFF ARMS', '3 MILL LN', 'FAIRPORT', 'VA', '22030'];
/** A licence of a district of Virginia, premises in Pennsylvania. */
const moved = ['1-54-059-01-5K-11223', 'MOVED OUTFITTERS', '9 STATION ST', 'LANWICK', 'PA', '17013'];
const nobody = ['', '', '', '', '', ''];

const orla = ['SAMPLEMAN', 'ORLA', '02/03/1985', '55 ORCHARD AVE', 'HARBOR CITY', 'MD', '21203'];
/** At Orla's address. */
const piet = ['EXAMPLESEN', 'PIET', '07/08/1979', '55 ORCHARD AVE', 'HARBOR CITY', 'MD', '21203'];
const none = ['', '', '', '', '', '', ''];
const marlowe = ['TESTERSON', 'MARLOWE', '04/05/1990'];

interface Row {
  readonly trace: string;
  readonly serial: string;
  readonly make?: string;
  readonly type?: string;
  readonly dealer: readonly string[];
  readonly sold: string;
  readonly purchaser: readonly string[];
  readonly possessor: readonly string[];
  readonly recovered: string;
  readonly completion?: string;
  readonly caseNumber?: string;
  /** Days to crime as the export gives them. */
  readonly days?: string;
}

const rows: readonly Row[] = [
  // Three of Orla's, the first two bought on a Thursday and the Wednesday after: five business days.
  {
    trace: 'T20240000001',
    serial: 'AB1001',
    dealer: bluff,
    sold: '01/04/2024',
    purchaser: orla,
    possessor: marlowe,
    recovered: '03/04/2024',
  },
  {
    trace: 'T20240000002',
    serial: 'AB1002',
    dealer: bluff,
    sold: '01/10/2024',
    purchaser: orla,
    possessor: marlowe,
    recovered: '06/10/2024',
  },
  {
    trace: 'T20240000003',
    serial: 'AB1003',
    dealer: tidewater,
    sold: '06/01/2019',
    purchaser: orla,
    possessor: orla,
    recovered: '07/01/2024',
  },
  // Piet's, of Orla's address; a rifle.
  {
    trace: 'T20240000004',
    serial: 'CD2001',
    make: 'RUGER',
    type: 'RIFLE',
    dealer: tidewater,
    sold: '02/01/2023',
    purchaser: piet,
    possessor: ['', '', ''],
    recovered: '08/01/2024',
  },
  // A sale after the recovery.
  {
    trace: 'T20240000005',
    serial: 'EF3001',
    dealer: tidewater,
    sold: '09/01/2024',
    purchaser: none,
    possessor: marlowe,
    recovered: '08/15/2024',
  },
  // Nobody knows where it came from.
  {
    trace: 'T20240000006',
    serial: 'GH4001',
    dealer: nobody,
    sold: '',
    purchaser: none,
    possessor: marlowe,
    recovered: '09/09/2024',
    completion: 'RECORDS NOT AVAILABLE',
  },
  // A licence of another state.
  {
    trace: 'T20240000007',
    serial: 'IJ5001',
    dealer: moved,
    sold: '05/05/2022',
    purchaser: none,
    possessor: ['', '', ''],
    recovered: '09/19/2024',
  },
];

export const cityTracesCsv = csvOf(rows);

function csvOf(of: readonly Row[]): string {
  const lines = [
    [...columns, 'Time To Crime'],
    ...of.map(
      (
        {
          trace,
          serial,
          make = 'GLOCK',
          type = 'PISTOL',
          dealer,
          sold,
          purchaser,
          possessor,
          recovered,
          completion = 'PURCHASER IDENTIFIED',
          days = '',
          caseNumber,
        },
        at,
      ) => [
        trace,
        recovered,
        '12/20/2024',
        'COMPLETED',
        completion,
        'MDHCPD000',
        caseNumber ?? `24-000090${at}`,
        serial,
        make,
        make === 'GLOCK' ? '19' : '10/22',
        make === 'GLOCK' ? '9MM' : '22LR',
        type,
        ...dealer,
        sold,
        ...purchaser,
        ...(possessor === orla ? orla.slice(0, 3) : possessor),
        recovered,
        days,
      ],
    ),
  ];
  return `${lines.map((cells) => cells.join(',')).join('\r\n')}\r\n`;
}

/** Two that ended at Bluff Arms without a recorded sale, one of them with the police. */
export const unsoldTracesCsv = csvOf(
  ['SHIPPED TO LAW ENFORCEMENT', 'TRACED TO DEALER'].map((completion, at) => ({
    trace: `T2024000030${at}`,
    serial: `PD700${at}`,
    dealer: bluff,
    sold: '',
    purchaser: none,
    possessor: ['', '', ''],
    recovered: '10/01/2024',
    completion,
  })),
);

/** Another licence of the dealer in the same town, and a third. */
const second = ['8-52-005-01-6A-22222', 'TIDEWATER SPORTING GOODS', '40 QUAY ST', 'HARBOR CITY', 'MD', '21202'];
const third = ['8-52-005-01-7B-33333', 'TIDEWATER SPORTING GOODS', '1 DOCK RD', 'HARBOR CITY', 'MD', '21203'];

const odd = (at: number, more: Partial<Row>): Row => ({
  trace: `T2024000010${at}`,
  serial: `ZZ900${at}`,
  dealer: bluff,
  sold: '01/04/2023',
  purchaser: none,
  possessor: marlowe,
  recovered: '03/04/2024',
  ...more,
});

/** Rows each of which has something that does not fit. */
export const oddTracesCsv = csvOf([
  odd(0, { days: '-328' }),
  odd(1, { sold: '05/05/2024' }),
  odd(2, { serial: 'ZZ9902', purchaser: orla }),
  odd(3, { serial: 'ZZ9902', purchaser: ['EXEMPLAR', 'BEATA', '09/09/1970', ...orla.slice(3)] }),
  odd(4, { make: 'ZZTOPLINE' }),
  odd(5, { dealer: tidewater }),
  odd(6, { dealer: second }),
  odd(7, { dealer: third }),
  odd(8, { dealer: moved }),
  // Recovered from somebody, and nine years later from the purchaser herself.
  odd(0, { trace: 'T20150000001', serial: 'ZZ9910', sold: '12/01/2014', purchaser: orla, recovered: '01/01/2015' }),
  odd(0, {
    trace: 'T20240000111',
    serial: 'ZZ9910',
    sold: '12/01/2014',
    purchaser: orla,
    possessor: orla,
    recovered: '03/04/2024',
    caseNumber: '',
  }),
  odd(9, { purchaser: ['SAMPLEWOMAN', 'UTE', '31/31/1980', ...orla.slice(3)], days: '12' }),
]);
