import { dealerFields } from '../dealer-fields.ts';
import type { Field } from '../feed.ts';
import { firearmFields } from '../firearm-fields.ts';
import { personFields } from '../person-fields.ts';
import { placeFields } from '../place-fields.ts';
import { headerList } from '../header-list.ts';

const dealerWords = [
  'Dealer',
  'Retail Dealer',
  'Retailer',
  'FFL Dealer',
  'Dealer FFL',
  'First Retail Dealer',
  'Seller',
  'Licensee',
];

/** Columns of an eTrace results export, with the headers other systems give them. */
export const resultFields = {
  trace_number: {
    kind: 'identifier',
    about: 'ATF trace number: the key of the record.',
    aliases: headerList(`
      Trace Number, Trace No, Trace #, Trace ID, Trace, ATF Trace Number, ATF Trace #, ATF Trace, eTrace Number,
      eTrace #, eTrace, E-Trace Number, NTC Trace Number, NTC Number, Trace Nbr`),
    required: true,
  },
  requested_on: {
    kind: 'date',
    about: 'Day the trace was requested.',
    aliases: headerList(`
      Request Date, Date of Request, Requested, Requested Date, Trace Request Date, Trace Date, Date Requested, Date
      Submitted, Submitted Date, Submit Date, Submission Date, Entry Date, Trace Entry Date`),
  },
  completed_on: {
    kind: 'date',
    about: 'Day the trace was completed.',
    aliases: headerList(`
      Completed Date, Completion Date, Date Completed, Completed, Trace Completed Date, Date of Completion, Close
      Date, Closed Date, Date Closed, Result Date`),
  },
  status: { kind: 'category', about: 'Status as ATF gives it.', aliases: ['Status', 'Trace Status', 'Request Status'] },
  completion: {
    kind: 'category',
    about: 'How the trace ended; mapped to a closed family.',
    aliases: headerList(`
      Completion Code, Completion, Completion Reason, Completion Description, Completion Type, Trace Completion,
      Result, Trace Result, Results, Trace Results, Result Code, Trace Result Description, Trace Outcome, Outcome,
      Completion Code Description, Disposition, Trace Disposition, Close Code`),
  },
  priority: {
    kind: 'category',
    about: 'ROUTINE or URGENT.',
    aliases: headerList('Priority, Trace Priority, Request Priority, Urgency'),
  },
  project_code: {
    kind: 'category',
    about: 'Project code of the agency.',
    aliases: headerList('Project Code, Project, Special Project Code, Project Name'),
  },
  ori: {
    kind: 'identifier',
    about: 'ORI of the requesting agency.',
    aliases: headerList(`
      ORI, ORI Number, Agency ORI, Requesting ORI, Requesting Agency ORI, Requestor ORI, Originating Agency
      Identifier`),
  },
  agency: {
    kind: 'text',
    about: 'Name of the requesting agency.',
    aliases: headerList('Agency, Agency Name, Requesting Agency, Requesting Agency Name, Department'),
  },
  requestor: {
    kind: 'text',
    about: 'Who asked for the trace.',
    aliases: headerList('Requestor, Requester, Requested By, Requestor Name, Officer, Officer Name, Investigator'),
  },
  case_number: {
    kind: 'case-number',
    about: "The agency's case number: ties the trace to the incident.",
    aliases: headerList(`
      Agency Case Number, Agency Case No, Agency Case #, Case Number, Case No, Case #, Case ID, Case, Incident
      Number, Incident #, Complaint Number, Complaint #, CC Number, CC #, DR Number, DR #, RD Number, Report Number,
      Police Report Number, OCA, Local Case Number, Investigation Number, Requestor Case Number`),
  },
  crime_code: {
    kind: 'crime-code',
    about: 'NCIC crime code.',
    aliases: headerList(`
      NCIC Crime Code, Crime Code, NCIC Code, NCIC Code of Crime, NCIC Crime, Crime, Offense Code, Offense, Crime
      Type, NCIC Offense Code, Crime Description, NCIC Crime Code Description, UOC`),
  },
  ...firearmFields(),
  ...dealerFields({
    prefix: 'distributor',
    owner: 'the distributor who sold to the dealer',
    words: ['Distributor', 'Wholesaler', 'Dist', 'Distributor FFL', 'Wholesaler FFL'],
    more: { licence: ['Distributor', 'Wholesaler RDS'] },
  }),
  shipped_on: {
    kind: 'date',
    about: 'Day the distributor shipped the firearm to the dealer.',
    aliases: headerList(`
      Distributor Ship Date, Ship Date, Shipped Date, Shipment Date, Date Shipped, Wholesaler Ship Date, Distributor
      Shipment Date, Date of Shipment, Distributor Date`),
  },
  ...dealerFields({
    prefix: 'dealer',
    owner: 'the dealer of the first retail sale',
    words: dealerWords,
    more: {
      licence: headerList('FFL, FFL Number, FFL No, FFL #, FFL License Number, FFL RDS Key, RDS Key, Dealer'),
      name: headerList('FFL Name, FFL Business Name, FFL Trade Name, Dealer Name, Retail Store'),
      street: headerList('FFL Address, FFL Street, FFL Street Address, FFL Premise Street'),
      city: headerList('FFL City, FFL Premise City, Purchase City, Source City, City of Purchase'),
      state: headerList('FFL State, FFL Premise State, Source State, Purchase State, State of Purchase'),
      zip: ['FFL Zip', 'FFL Zip Code', 'FFL Premise Zip'],
      phone: ['FFL Phone', 'FFL Phone Number', 'FFL Telephone'],
    },
  }),
  sold_on: {
    kind: 'date',
    about: 'Day of the first retail sale.',
    aliases: headerList(`
      Purchase Date, Date of Purchase, Purchased Date, Date Purchased, Purch Date, PurchaseDate, Sale Date, Date of
      Sale, Date Sold, Sold Date, Retail Sale Date, First Retail Sale Date, Retail Purchase Date, Transfer Date`),
  },
  ...personFields({
    prefix: 'purchaser',
    owner: 'the first retail purchaser',
    words: ['Purchaser', 'Purch', 'Buyer', 'Retail Purchaser', 'First Purchaser', 'Transferee', 'Pur'],
    more: { name: ['Purchaser', 'Buyer'] },
  }),
  multiple_sale: {
    kind: 'flag',
    about: 'Whether the sale was part of a reported multiple sale.',
    aliases: headerList(`
      Multiple Sale, Multiple Sales, Multi Sale, Multiple Sale Flag, Multiple Sale Indicator, Multiple Sale Ind,
      Mult Sale, MS, Multiple Sale YN, Part of Multiple Sale, Multiple Purchase`),
  },
  sale_event: {
    kind: 'text',
    about: 'Gun show or other event at which it was first sold, where it was not at the premises of the dealer.',
    aliases: headerList(`
      Gun Show, Gun Show Name, Gun Show Event, Show, Show Name, Sale Event, Event of Sale, Event Name, Sold At Show,
      Sale Show, Purchase Event, Show or Event`),
  },
  stolen: {
    kind: 'flag',
    about: 'Whether the firearm was reported stolen or lost.',
    aliases: headerList(`
      Stolen, Stolen Flag, Reported Stolen, Stolen Firearm, Stolen Indicator, Stolen Gun, Theft, Lost Stolen, FFL
      Theft, Theft Loss, Is Stolen, Stolen YN`),
  },
  suspect_gun: {
    kind: 'flag',
    about: 'Whether ATF lists it as a suspect gun.',
    aliases: headerList('Suspect Gun, Suspect Gun Flag, Suspect Gun Indicator, Suspect Firearm'),
  },
  ...personFields({
    prefix: 'possessor',
    owner: 'the possessor',
    words: ['Possessor', 'Poss', 'Recovered From', 'Suspect', 'Arrestee', 'Possessor 1', 'Holder'],
    more: { name: ['Possessor', 'Recovered From', 'Possessed By'] },
  }),
  ...personFields({
    prefix: 'associate',
    owner: 'the associate',
    words: ['Associate', 'Assoc', 'Associate 1'],
    more: { name: ['Associate'] },
  }),
  recovered_on: {
    kind: 'date',
    about: 'Day of recovery.',
    aliases: headerList(`
      Recovery Date, Date of Recovery, Recovered Date, Date Recovered, Recovered On, Recovered, RecoveryDate, Rec
      Date, Seizure Date, Seized Date, Recovery Dt, Gun Recovery Date`),
  },
  ...placeFields({
    prefix: 'recovery',
    owner: 'the recovery',
    words: ['Recovery', 'Recovered', 'Rec', 'Crime Scene'],
    more: { address: ['Place of Recovery', 'Recovery Site'], city: ['City of Recovery'], state: ['State of Recovery'] },
  }),
  time_to_crime: {
    kind: 'number',
    about: 'Time to crime in days as the export gives it; compared with what is computed.',
    aliases: headerList(`
      Time To Crime, Time-to-Crime, TTC, Time to Crime Days, TTC Days, Time To Crime (Days), Days to Crime, Time to
      Recovery, Time to Recovery Days, Time To Crime in Days, Days Elapsed, Elapsed Days, Days Sale to Recovery, Days
      From Sale to Recovery, Days From Purchase to Recovery, Days Between`),
  },
  miles: {
    kind: 'number',
    about: 'Miles from purchase to recovery as the export gives it.',
    aliases: headerList(`
      Miles, Distance, Distance Miles, Miles to Recovery, Miles From Purchase, Distance to Recovery, Miles Purchase
      to Recovery`),
  },
  remarks: {
    kind: 'text',
    about: 'Remarks of the tracing centre.',
    aliases: headerList(`
      Remarks, Comments, Comment, Notes, Trace Remarks, Summary, Narrative, Trace Summary, Additional Remarks`),
  },
} as const satisfies Record<string, Field>;

export type ResultField = keyof typeof resultFields;
