/** Feeds Flashlight imports, in the order `import --all` reads them: what names firearms, people and cases first, what refers to them later. */
export const feedNames = [
  'licensees',
  'inspections',
  'incidents',
  'recoveries',
  'etrace',
  'thefts',
  'nibin',
  'shootings',
  'gunshot-alerts',
  'calls',
  'trace-flows',
  'nics',
  'multiple-sales',
  'denials',
] as const;

export type FeedName = (typeof feedNames)[number];

export function isFeedName(text: string): text is FeedName {
  return (feedNames as readonly string[]).includes(text);
}

/** Where each record may go; set at import from the source's contract, inherited by everything derived from it. */
export const handlingTags = {
  'FTS-TIAHRT': 'Firearms trace data from ATF: law enforcement and prosecutors, for a criminal investigation',
  'NIBIN-LEAD': 'Unconfirmed ballistic lead: investigative only',
  'NIBIN-HIT': 'Ballistic hit concluded by an examiner',
  'CITY-RMS': "The city's own police records",
  'CITY-PUBLIC': 'Published by the agency already',
  'MULTSALE-20D': 'Multiple-sale report: to be destroyed within 20 days unless the purchaser is prohibited',
  'VENDOR-CONF': "Under a vendor's contract terms",
  JUVENILE: 'Names a person under 18',
} as const;

export type HandlingTag = keyof typeof handlingTags;

/** The handling a feed's records start with. */
export const feedHandling: Record<FeedName, readonly HandlingTag[]> = {
  licensees: ['CITY-PUBLIC'],
  inspections: ['CITY-PUBLIC'],
  incidents: ['CITY-RMS'],
  recoveries: ['CITY-RMS'],
  etrace: ['FTS-TIAHRT'],
  thefts: ['CITY-RMS'],
  nibin: ['NIBIN-LEAD'],
  shootings: ['CITY-PUBLIC'],
  'gunshot-alerts': ['VENDOR-CONF'],
  calls: ['CITY-RMS'],
  'trace-flows': ['CITY-PUBLIC'],
  nics: ['CITY-PUBLIC'],
  'multiple-sales': ['MULTSALE-20D'],
  denials: ['CITY-RMS'],
};
