/**
 * The typed tables importers write, one entry per kind of record: the single statement of their columns,
 * used by the COPY encoder, the data dictionary and the test that holds the migrations to it.
 *
 * Every table also has `agency_id integer`, `record_id bigint` (the record as received it was read from) and
 * `ordinal smallint` (unique within the record over all tables), which the store adds. Primary key: the three.
 */

export type ColumnType =
  'text' | 'integer' | 'real' | 'double' | 'boolean' | 'date' | 'timestamptz' | 'text[]' | 'json';

export interface Column<T extends ColumnType = ColumnType> {
  readonly type: T;
  readonly about: string;
}

const text = (about: string) => ({ type: 'text', about }) as const;
const integer = (about: string) => ({ type: 'integer', about }) as const;
const double = (about: string) => ({ type: 'double', about }) as const;
const flag = (about: string) => ({ type: 'boolean', about }) as const;
const date = (about: string) => ({ type: 'date', about }) as const;
const instant = (about: string) => ({ type: 'timestamptz', about }) as const;
const list = (about: string) => ({ type: 'text[]', about }) as const;
const json = (about: string) => ({ type: 'json', about }) as const;

const role = text('The part played in the record, e.g. purchaser, possessor, retail-dealer, recovery');
const seenOn = date('The day the record speaks of, local to the agency; null where the record does not say');
const warnings = list('Codes of what was odd but kept, e.g. time.gap, licence.district-state');

export const tables = {
  trace_request: {
    request_number: text("The agency's number of the request"),
    trace_number: text('The ATF trace number once acknowledged'),
    requested_on: date('Date of request (ATF Form 3312.1 item 1a)'),
    priority: text('ROUTINE or URGENT'),
    crime_code: text('NCIC crime code as given'),
    project_code: text('Project code as given'),
    ori: text('ORI of the requesting agency'),
    state: text('State of the request: DRAFT, SUBMITTED, ACKNOWLEDGED, …'),
    obliterated: flag('Serial reported obliterated'),
    warnings,
  },
  trace_result: {
    trace_number: text('ATF trace number'),
    requested_on: date('Date of request'),
    completed_on: date('Date completed'),
    status: text('Status as given'),
    completion_code: text('Completion family: C_PURCHASER, C_DEALER_ONLY, …'),
    completion_raw: text('Completion as given'),
    ori: text('ORI of the requesting agency'),
    crime_code: text('NCIC crime code as given'),
    sold_on: date('Date of first retail sale'),
    recovered_on: date('Date of recovery'),
    time_to_crime_days: integer('Recovery minus retail sale, in days, computed here; null where either is unknown'),
    time_to_crime_reported_days: integer('Time to crime as the export gives it, in days'),
    multiple_sale: flag('Part of a reported multiple sale'),
    stolen: flag('Reported stolen'),
    miles_reported: double('Miles from purchase to recovery as the export gives it'),
    remarks: text('Remarks as given'),
    warnings,
  },
  firearm_observation: {
    role,
    seen_on: seenOn,
    serial_raw: text('Serial number as written'),
    serial_clean: text('Upper case, without spaces, hyphens, dots, slashes and lead words'),
    serial_ncic: text('Clean with letter O turned to zero, as NCIC does'),
    serial_skeleton: text('Confusable characters collapsed'),
    no_serial_reason: text('PMF, PRE1968, REMOVED or UNKNOWN where there is no serial'),
    obliterated: flag('Serial obliterated in part or whole'),
    serial_removal_raw: text('How the serial was removed, as written'),
    serial_removal: text('ground, drilled, punched, filed, over-stamped, chemical or unknown'),
    serial_positions_known: integer('Characters that could be read before any restoration'),
    restoration_attempted: flag('A laboratory tried to restore the serial'),
    restoration_result: text('full, partial or none'),
    restoration_lab: text('Laboratory, or its number of the examination, as written'),
    serial_restored_raw: text('Serial as a laboratory restored it, as written'),
    serial_restored: text('Restored serial, cleaned; ? for a character that could not be read. Never joins by itself'),
    serial_restored_grades: list('How sure the laboratory is of each character: high, medium, low, unread'),
    make_raw: text('Make as written'),
    make_code: text('NCIC make code'),
    make_name: text('Make, normalised'),
    make_family: text('Makers whose records are confused with one another; firearms are compared by it'),
    model: text('Model as written'),
    calibre_raw: text('Calibre as written'),
    calibre_code: text('Calibre code'),
    type_raw: text('Type as written'),
    type_code: text('NCIC type code'),
    importer: text('Importer as written'),
    country: text('Country of origin as written'),
    manufactured_on: date('Date of manufacture'),
  },
  person_observation: {
    role,
    seen_on: seenOn,
    name_raw: text('Name as written'),
    family_name: text('Family name, cleaned'),
    given_name: text('Given name, cleaned'),
    middle_name: text('Middle name, cleaned'),
    suffix: text('JR, SR, II, III, IV'),
    alias: text('Alias as written'),
    born_on: date('Date of birth; null where missing, impossible or a placeholder'),
    born_raw: text('Date of birth as written'),
    age_years: integer('Age where only that is given'),
    sex: text('M, F, X or null'),
    race: text('As recorded, for aggregate reporting only; never compared'),
    address: text('Address, cleaned'),
    address_raw: text('Address as written'),
    city: text('City as written'),
    state: text('State, postal code'),
    zip: text('ZIP, five digits'),
    phone: text('Phone, ten digits'),
    id_type: text('Kind of identifier, e.g. DL'),
    id_state: text('State that issued it'),
    id_number: text('Identifier, cleaned'),
  },
  dealer_observation: {
    role,
    seen_on: seenOn,
    licence_raw: text('Licence number as written'),
    licence_number: text('Licence number, dashed, where complete'),
    licence_key: text('Region-district-sequence key, stable over renewals'),
    name_raw: text('Name as written'),
    name: text('Name, upper case, normalised'),
    address: text('Premises address, cleaned'),
    city: text('City as written'),
    state: text('State, postal code'),
    zip: text('ZIP, five digits'),
    phone: text('Phone, ten digits'),
  },
  place_observation: {
    role,
    seen_on: seenOn,
    address_raw: text('Address as written'),
    address: text('Address, cleaned'),
    city: text('City as written (postal)'),
    state: text('State, postal code'),
    zip: text('ZIP, five digits'),
    lon: double('Longitude, WGS84'),
    lat: double('Latitude, WGS84'),
    precision: text('exact, block, 100m, intersection, district or unknown'),
    district: text('District as written'),
    neighborhood: text('Neighbourhood as written'),
  },
  incident_observation: {
    role,
    seen_on: seenOn,
    case_raw: text('Case number as written'),
    case_key: text('Case number, cleaned'),
  },
  vehicle_observation: {
    role,
    seen_on: seenOn,
    plate_raw: text('Licence plate as written'),
    plate: text('Plate, capitals and figures; null for what stands where there is none'),
    plate_state: text('State that issued it, postal code'),
    vin_raw: text('Vehicle identification number as written'),
    vin: text('Vehicle identification number, seventeen characters'),
    vin_valid: flag('Its check digit is right (49 CFR 565)'),
    make_raw: text('Make as written'),
    make: text('Make, normalised'),
    model: text('Model as written'),
    year: integer('Model year'),
    colour_raw: text('Colour as written'),
    colour: text('Colour, normalised'),
    style: text('Body style as written'),
  },
  transaction: {
    kind: text('SHIPMENT, RETAIL_SALE'),
    happened_on: date('Day of the transaction'),
    multiple_sale: flag('Part of a reported multiple sale'),
    firearm_ordinal: integer('firearm_observation of this record'),
    from_ordinal: integer('dealer_observation of this record that gave it'),
    to_ordinal: integer('person_observation or dealer_observation of this record that took it'),
  },
  multiple_sale: {
    report_number: text('Number of the report'),
    reported_on: date('Date of the report (ATF Form 3310.4 item 1)'),
    sold_on: date('Date of transfer'),
    firearms: integer('Firearms in the sale'),
  },
  recovery: {
    property_number: text('Property number'),
    recovered_at: instant('Instant of recovery'),
    recovered_on: date('Local day of recovery'),
    loss_code: text('NIBRS property loss type: 5 recovered, 6 seized'),
    status: text('Where the firearm is now, as written'),
    test_fired: flag('Test fired'),
    trace_number: text('Trace number written by the property room'),
    firearm_ordinal: integer('firearm_observation of this record'),
    warnings,
  },
  incident: {
    case_key: text('Case number, cleaned'),
    occurred_from: instant('Earliest instant'),
    occurred_to: instant('Latest instant'),
    occurred_raw: text('Time as written, local to the agency'),
    reported_at: instant('Reported'),
    classification: text(
      'fatal-shooting, non-fatal-shooting, shots-fired, homicide (not known to be by firearm), recovery, robbery, assault, theft, other',
    ),
    description: text('Classification as written'),
    district: text('District as written'),
    beat: text('Beat as written'),
    neighborhood: text('Neighbourhood as written'),
    premises: text('NIBRS location code or text'),
    inside_outside: text('I, O or null'),
    discovered: text('How discovered, as written'),
    status: text('Clearance status as written'),
    cleared_on: date('Date of clearance'),
    exceptional: text('NIBRS exceptional clearance code'),
    cartridge_cases: integer('Cartridge cases recovered'),
    warnings,
  },
  offense: {
    case_key: text('Case number, cleaned'),
    sequence: integer('Number within the incident'),
    offense_code: text('NIBRS offence code'),
    offense_raw: text('Offence as written'),
    weapon_code: text('NIBRS weapon code'),
    attempted: flag('Attempted, not completed'),
    circumstance: text('NIBRS circumstance code'),
  },
  victim: {
    case_key: text('Case number, cleaned; null where the feed has none'),
    sequence: integer('Number within the incident'),
    victim_type: text('NIBRS victim type'),
    fatal: flag('Died'),
    shot: flag('Struck by gunfire'),
    age_years: integer('Age in years'),
    sex: text('M, F, X or null'),
    race: text('As recorded; aggregate reporting only'),
    ethnicity: text('As recorded; aggregate reporting only'),
    injury: text('Injury code or wound as written'),
    relationship: text('NIBRS relationship code'),
    happened_at: instant('Instant, where the feed gives one'),
    happened_on: date('Local day'),
    happened_raw: text('Time as written'),
    warnings,
  },
  suspect: {
    case_key: text('Case number, cleaned'),
    sequence: integer('Number within the incident'),
    part: text('SUSPECT or ARRESTEE'),
    arrested_on: date('Date of arrest'),
    charge: text('Charge as written'),
  },
  call_for_service: {
    event_number: text('CAD event number'),
    received_at: instant('Received'),
    dispatched_at: instant('Dispatched'),
    en_route_at: instant('En route'),
    on_scene_at: instant('On scene'),
    cleared_at: instant('Cleared'),
    initial_type: text('Type at receipt'),
    final_type: text('Type at close'),
    priority: text('Priority as written'),
    disposition: text('Disposition as written'),
    gunfire: flag('The call speaks of gunfire'),
    district: text('District as written'),
    duplicate_of: text('Event this one duplicates'),
    warnings,
  },
  gunshot_alert: {
    alert_number: text("The vendor's incident number"),
    coverage_area: text('Coverage area as written'),
    detected_at: instant('Detected'),
    detected_raw: text('Time as written, local to the agency or with what says otherwise'),
    published_at: instant('Published'),
    classification: text('SG single, MG multiple, PG possible, NG not gunfire'),
    classification_raw: text('Type as written'),
    rounds: integer('Rounds counted'),
    qualifiers: list('FULL_AUTO, HIGH_CAPACITY, MULTIPLE_SHOOTERS, …'),
    accuracy_m: double('Radius of accuracy, metres'),
    disposition: text('CONFIRMED, UNCONFIRMED, UNFOUNDED, … or as written'),
    event_number: text('CAD event number'),
    case_key: text('Linked case, cleaned'),
    warnings,
  },
  ballistic_item: {
    item_number: text("The agency's item number"),
    lab_number: text('Laboratory number'),
    case_key: text('Case number, cleaned'),
    kind: text('CASING, BULLET, FIREARM, LIVE_ROUND, FRAGMENT'),
    calibre_code: text('Calibre code'),
    collected_at: instant('Collected'),
  },
  ballistic_entry: {
    ibis_id: text('IBIS number of the acquisition'),
    site: text('Site'),
    entered_at: instant('Entered'),
    event_type: text('SCENE or TEST_FIRE'),
    event_on: date('Date of the event'),
    crime_type: text('Crime type as written'),
    item_number: text("The agency's item number"),
    case_key: text('Case number, cleaned'),
    calibre_code: text('Calibre code'),
    firearm_ordinal: integer('firearm_observation of this record, for a test fire'),
    warnings,
  },
  ballistic_link: {
    lead_number: text('Lead number'),
    kind: text('LEAD (unconfirmed) or HIT (an examiner concluded)'),
    status: text('DISSEMINATED, CONFIRMED_HIT, NOT_CONFIRMED, INCONCLUSIVE, …'),
    issued_on: date('Issued'),
    confirmed_on: date('Concluded by an examiner'),
    retracted_on: date('Withdrawn'),
    case_a: text('Case of A, cleaned'),
    item_a: text('Item A'),
    ibis_a: text('IBIS number of A'),
    event_a_on: date('Date of the event A'),
    case_b: text('Case of B, cleaned'),
    item_b: text('Item B'),
    ibis_b: text('IBIS number of B'),
    event_b_on: date('Date of the event B'),
    firearm_ordinal: integer('firearm_observation of this record, where it names the firearm of a test fire'),
    conclusion: text('IDENTIFICATION, INCONCLUSIVE, ELIMINATION, UNSUITABLE'),
    examiner: text('Examiner'),
    report_number: text('Report'),
    warnings,
  },
  dealer_licence: {
    licence_number: text('Licence number, dashed'),
    licence_key: text('Region-district-sequence key'),
    licence_type: text('01 dealer, 02 pawnbroker, 03 collector, …'),
    expires_on: date('Last day of the expiry month'),
    county_code: text('County FIPS, three digits'),
    licence_name: text('Licensee'),
    business_name: text('Business name'),
    snapshot_month: date('First day of the month of the list'),
    mail_address: text('Mailing address, cleaned'),
    warnings,
  },
  dealer_inspection: {
    inspection_number: text('ATF UI number'),
    licence_key: text('Region-district-sequence key'),
    assigned_on: date('Assigned'),
    completed_on: date('Completed'),
    disposition: text('Final disposition as written'),
    revocation_warranted: flag('Revocation warranted'),
    citations: list('Sections cited, e.g. 478.124'),
    citation_count: integer('Citations as given'),
    report_url: text('Report'),
  },
  theft_report: {
    report_number: text('Report number'),
    kind: text('DEALER_BURGLARY, DEALER_LOSS, IN_TRANSIT, PERSON_BURGLARY, PERSON_VEHICLE, OTHER'),
    stolen_on: date('Day of the theft or loss, where known'),
    reported_on: date('Reported'),
    ncic_number: text('NIC number'),
    case_key: text('Case number, cleaned'),
    status: text('Status as written'),
    firearm_ordinal: integer('firearm_observation of this record'),
    warnings,
  },
  trace_flow: {
    year: integer('Calendar year'),
    source_state: text('State of first retail sale, postal code'),
    recovery_state: text('State of recovery, postal code'),
    firearms: integer('Firearms traced'),
  },
  background_check: {
    month: date('First day of the month'),
    state: text('State, postal code'),
    counts: json('Checks by kind; a blank is left out, never zero'),
    total: integer('Total as given'),
  },
} as const satisfies Record<string, Record<string, Column>>;

export type TableName = keyof typeof tables;

type ValueOf<T extends ColumnType> = T extends 'text' | 'date' | 'timestamptz'
  ? string
  : T extends 'integer' | 'real' | 'double'
    ? number
    : T extends 'boolean'
      ? boolean
      : T extends 'text[]'
        ? readonly string[]
        : unknown;

/** Values of one row; what is left out or null is null in the store. Dates are `YYYY-MM-DD`, instants ISO 8601 with `Z`. */
export type TableValues<T extends TableName> = {
  [K in keyof (typeof tables)[T]]?: (typeof tables)[T][K] extends Column<infer C> ? ValueOf<C> | null : never;
};

/** The tables that hold what a record says of one thing, joined into entities by identity. */
export const observationTables = {
  firearm: 'firearm_observation',
  person: 'person_observation',
  dealer: 'dealer_observation',
  place: 'place_observation',
  incident: 'incident_observation',
  vehicle: 'vehicle_observation',
} as const satisfies Record<string, TableName>;

export type EntityKind = keyof typeof observationTables;
export const entityKinds = Object.keys(observationTables) as EntityKind[];
