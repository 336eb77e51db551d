import { plainText } from '../../model/values/plain-text.ts';

/**
 * How a trace ended, in closed families: ATF's own letter codes are not published, so texts are mapped at import.
 *
 * **Source.** The outcomes ATF reports of traces (National Research Council, "Firearms and Violence", 2005,
 * after ATF's figures for 1999; ATF, "National Firearms Commerce and Trafficking Assessment", volume II, 2023).
 * **Limits.** A text that is not listed gives null; the text is kept beside it. Nothing is guessed from a word inside a
 * longer text, because `NOT TRACED TO PURCHASER` holds `TRACED TO PURCHASER`.
 */
export type CompletionFamily =
  | 'C_PURCHASER'
  | 'C_DEALER_ONLY'
  | 'C_DISTRIBUTOR_ONLY'
  | 'C_MFR_ONLY'
  | 'C_GOVT_OR_LE'
  | 'C_PRE1968'
  | 'C_SERIAL_INVALID'
  | 'C_SERIAL_OBLITERATED'
  | 'C_NO_SERIAL'
  | 'C_INSUFFICIENT'
  | 'C_FFL_RECORDS_UNAVAILABLE'
  | 'C_REPORTED_STOLEN'
  | 'C_FOREIGN_SOURCE'
  | 'C_NFA'
  | 'C_DUPLICATE'
  | 'C_CANCELLED';

/** Texts by family. Data: add what exports say. Words of {@link FILLER} do not count, nor do case and punctuation. */
const TEXTS: Readonly<Record<CompletionFamily, readonly string[]>> = {
  C_PURCHASER: [
    'Traced to purchaser',
    'Traced to a purchaser',
    'Traced to the first retail purchaser',
    'Traced to retail purchaser',
    'Traced to individual purchaser',
    'Traced to an individual',
    'Traced to known purchaser',
    'Purchaser identified',
    'Retail purchaser identified',
    'First purchaser identified',
    'First retail purchaser identified',
    'Individual purchaser identified',
    'Purchaser known',
    'Successful trace to purchaser',
    'Completed to purchaser',
    'Sold to individual',
  ],
  C_DEALER_ONLY: [
    'Traced to dealer',
    'Traced to a dealer',
    'Traced to dealer only',
    'Traced to retail dealer',
    'Traced to retail dealer only',
    'Traced to FFL',
    'Traced to last known dealer',
    'Traced to first retail dealer',
    'Dealer identified, purchaser not identified',
    'Traced to dealer, purchaser not identified',
    'Traced to dealer, purchaser unknown',
    'Traced to retail dealer, purchaser not identified',
    'Purchaser not identified',
    'Unable to identify purchaser',
    'Dealer identified',
    'Dealer unable to identify purchaser',
    'Records illegible at dealer',
  ],
  C_DISTRIBUTOR_ONLY: [
    'Traced to distributor',
    'Traced to distributor only',
    'Traced to wholesaler',
    'Traced to wholesaler only',
    'Traced to wholesaler/distributor',
    'Traced to importer',
    'Traced to importer only',
    'Distributor identified',
  ],
  C_MFR_ONLY: [
    'Traced to manufacturer',
    'Traced to manufacturer only',
    'Traced to mfr only',
    'Traced to manufacturer or importer',
    'Manufacturer identified',
    'Never left manufacturer',
  ],
  C_GOVT_OR_LE: [
    'Traced to government',
    'Traced to government agency',
    'Traced to US government',
    'Traced to military',
    'Traced to the US military',
    'Traced to law enforcement',
    'Traced to a law enforcement agency',
    'Traced to law enforcement or government agency',
    'Traced to government, law enforcement or military',
    'Traced to government/law enforcement',
    'Traced to police department',
    'Traced to foreign government',
    'Shipped to government agency',
    'Shipped to military',
    'Shipped to law enforcement',
    'Sold to law enforcement',
    'Sold to law enforcement agency',
    'Sold to police',
    'Sold to police department',
    'Sold to government',
    'Sold to government agency',
    'Sold to military',
    'Shipped to police department',
    'Shipped to law enforcement agency',
    'Law enforcement',
    'Law enforcement agency',
    'Law enforcement sale',
    'Police department',
    'Government agency',
    'Government sale',
    'Government',
    'Military',
    'Foreign government',
    'Government or law enforcement',
    'Government/LE',
  ],
  C_PRE1968: [
    'Pre 1968',
    'Pre-1968 manufacture',
    'Manufactured before 1968',
    'Manufactured prior to 1968',
    'Manufactured prior to 1969',
    'Manufactured pre 1968',
    'Too old',
    'Too old to trace',
    'Too old to be traced',
    'Firearm too old',
    'Antique',
    'Pre GCA',
    'Predates GCA',
    'Manufactured prior to marking requirements',
    'Marking requirements predate 1968',
  ],
  C_SERIAL_INVALID: [
    'Invalid serial number',
    'Serial number invalid',
    'Serial invalid',
    'Incorrect serial number',
    'Serial number incorrect',
    'Serial number problem',
    'Problem with serial number',
    'Serial number error',
    'Serial number not valid for manufacturer',
    'Incomplete serial number',
    'Partial serial number',
    'Serial number never manufactured',
    'Serial number not found',
    'Serial number not valid',
  ],
  C_SERIAL_OBLITERATED: [
    'Obliterated serial number',
    'Serial number obliterated',
    'Obliterated',
    'Serial obliterated',
    'Serial number obliterated or altered',
    'Altered serial number',
    'Serial number defaced',
    'Serial number removed',
    'Obliterated or altered serial number',
  ],
  C_NO_SERIAL: [
    'No serial number',
    'No serial',
    'Serial number not provided',
    'Serial number missing',
    'No serial number provided',
    'Privately made firearm',
    'Privately made',
    'PMF',
    'PMF no serial number',
    'Suspected PMF',
    'Suspected privately made firearm',
    'Unserialized',
    'Homemade',
  ],
  C_INSUFFICIENT: [
    'Insufficient information',
    'Insufficient firearm information',
    'Insufficient firearm description',
    'Insufficient description',
    'Insufficient data',
    'Incomplete firearm description',
    'Incomplete information',
    'Incorrect firearm description',
    'Missing importer',
    'Importer not provided',
    'Importer unknown',
    'Manufacturer unknown',
    'Manufacturer not provided',
    'Manufacturer or importer unknown',
    'Invalid manufacturer',
    'Incorrect manufacturer',
    'Incorrect model',
    'Invalid model',
    'Additional information required',
    'Additional information needed',
    'Returned for additional information',
  ],
  C_FFL_RECORDS_UNAVAILABLE: [
    'FFL records unavailable',
    'FFL records not available',
    'Records unavailable',
    'Records not available',
    'FFL records lost or destroyed',
    'Records lost or destroyed',
    'Records lost',
    'Records destroyed',
    'FFL out of business',
    'Out of business',
    'FFL out of business, records unavailable',
    'FFL out of business, records not available',
    'Out of business records not found',
    'Out of business records not available',
    'Out of business, no records',
    'No records',
    'No record of firearm',
    'FFL has no record of firearm',
    'Dealer has no record',
    'Dealer records unavailable',
    'Dealer records over 20 years old',
    'Records over 20 years old',
    'Unable to locate records',
    'FFL records illegible',
  ],
  C_REPORTED_STOLEN: [
    'Reported stolen',
    'Stolen',
    'Stolen from FFL',
    'Reported stolen from FFL',
    'FFL theft',
    'FFL theft/loss',
    'Theft/loss',
    'Reported lost or stolen',
    'Lost or stolen',
    'Stolen in interstate shipment',
    'Interstate shipment theft',
    'Interstate theft',
    'Stolen in transit',
    'Found in theft/loss file',
    'Missing from inventory',
    'Dealer theft',
  ],
  C_FOREIGN_SOURCE: [
    'Foreign source',
    'Foreign',
    'Foreign manufacture, no importer',
    'Foreign made, no US importer',
    'Never imported',
    'No record of importation',
    'Not imported into US',
    'Not imported into the United States',
    'Traced to foreign country',
    'Traced to foreign source',
    'Exported',
    'Exported from US',
  ],
  C_NFA: ['NFA', 'NFA weapon', 'NFA firearm', 'National Firearms Act', 'NFA registered', 'Traced through NFRTR'],
  C_DUPLICATE: ['Duplicate', 'Duplicate trace', 'Duplicate request', 'Duplicate trace request', 'Previously traced'],
  C_CANCELLED: [
    'Cancelled',
    'Canceled',
    'Trace cancelled',
    'Trace canceled',
    'Request cancelled',
    'Request canceled',
    'Trace request cancelled',
    'Trace request canceled',
    'Cancelled by submitter',
    'Canceled by submitter',
    'Cancelled by requestor',
    'Canceled by requester',
    'Cancelled by requester',
    'Canceled by requestor',
    'Cancelled by agency',
    'Canceled by agency',
    'Withdrawn',
  ],
};

export const completionFamilies = Object.keys(TEXTS) as readonly CompletionFamily[];

/** Words that carry no outcome; `NOT` and `NO` are never among them. */
const FILLER = new Set(
  'A AN AND AS BE BEEN BY DUE FIREARM FOR GUN HAS IN IS ITS OF OR THAT THE THIS TO WAS WEAPON WITH'.split(' '),
);
const NOT_WORD = /[^A-Z0-9]+/;

const BY_KEY: ReadonlyMap<string, CompletionFamily> = buildTable();

/** Family of a completion as an export writes it; null where the text is not listed. Never throws. */
export function cleanCompletion(raw: string): CompletionFamily | null {
  return BY_KEY.get(keyOf(raw)) ?? null;
}

function keyOf(raw: string): string {
  return plainText(raw)
    .split(NOT_WORD)
    .filter((word) => word !== '' && !FILLER.has(word))
    .join(' ');
}

function buildTable(): Map<string, CompletionFamily> {
  const table = new Map<string, CompletionFamily>();
  for (const family of completionFamilies) {
    table.set(keyOf(family), family);
    table.set(keyOf(family.slice(2)), family);
    for (const text of TEXTS[family]) table.set(keyOf(text), family);
  }
  return table;
}
