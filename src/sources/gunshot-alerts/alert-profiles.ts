import type { Mapping } from '../feed.ts';
import type { AlertField } from './alert-fields.ts';

interface AlertProfile extends Omit<Mapping, 'feed' | 'layout' | 'columns' | 'constants'> {
  readonly name: string;
  readonly publisher: string;
  readonly columns: Readonly<Record<string, AlertField>>;
  readonly constants: Readonly<Partial<Record<AlertField, string>>>;
}

const chicago = { city: 'Chicago', state: 'IL', precision: 'block' } as const;

/** Layouts agencies have published or released. */
export const alertProfiles: readonly AlertProfile[] = [
  {
    name: 'chicago-shotspotter-alerts',
    publisher: 'City of Chicago, Violence Reduction: Shotspotter Alerts',
    columns: {
      DATE: 'detected',
      UNIQUE_ID: 'alert_number',
      INCIDENT_TYPE_DESCRIPTION: 'type',
      ROUNDS: 'rounds',
      BLOCK: 'address',
      ZIP_CODE: 'zip',
      WARD: 'ward',
      COMMUNITY_AREA: 'neighborhood',
      DISTRICT: 'district',
      BEAT: 'zone',
      AREA: 'area',
      ILLINOIS_HOUSE_DISTRICT: 'house_district',
      ILLINOIS_SENATE_DISTRICT: 'senate_district',
      STREET_OUTREACH_ORGANIZATION: 'outreach_organization',
      MONTH: 'month',
      DAY_OF_WEEK: 'day_of_week',
      HOUR: 'hour',
      LATITUDE: 'latitude',
      LONGITUDE: 'longitude',
    },
    constants: chicago,
    timeZone: 'America/Chicago',
  },
  {
    name: 'chicago-police-shotspotter-calls',
    publisher: 'Chicago Police Department, ShotSpotter calls for service (released on request)',
    columns: {
      'Event Number': 'event_number',
      'Call Date': 'received',
      'Dispatch Date': 'dispatched',
      'On Scene Date': 'on_scene',
      'Clear Date': 'cleared',
      'Close Date': 'closed',
      'Initial Type': 'initial_type',
      'Final Type': 'final_type',
      'Type Descr': 'type_description',
      Disposition: 'disposition',
      'Final Disposition Code': 'disposition_code',
      'Duplicate Event': 'duplicate_of',
      'RD Number': 'linked_case',
      'Location Block Address': 'address',
      District: 'district',
      'Beat Assigned': 'zone',
    },
    constants: chicago,
    timeZone: 'America/Chicago',
  },
  {
    name: 'chicago-oemc-shotspotter-events',
    publisher: 'Chicago Office of Emergency Management and Communications (released on request)',
    columns: {
      EventNumber: 'event_number',
      EntryDate: 'received',
      DispatchDate: 'dispatched',
      ClearDate: 'cleared',
      ClosedDate: 'closed',
      InitialPriority: 'initial_priority',
      FinPriority: 'final_priority',
      InitType: 'initial_type',
      FinalType: 'final_type',
      FinalDisposition: 'disposition',
      FinTypeDescription: 'type_description',
      District: 'district',
      ServiceLocation: 'address',
    },
    constants: chicago,
    timeZone: 'America/Chicago',
  },
  {
    name: 'washington-dc-released',
    publisher: 'Metropolitan Police Department, Washington DC (released on request)',
    columns: {
      'Coverage Area': 'coverage_area',
      'Incident ID': 'alert_number',
      'Date Time': 'detected',
      Type: 'type',
      'Longitude-100meter': 'longitude',
      'Latitude-100meter': 'latitude',
    },
    constants: { city: 'Washington', state: 'DC', precision: '100m' },
    timeZone: 'America/New_York',
  },
  {
    name: 'cambridge-incidents',
    publisher: 'Cambridge, Massachusetts: gunfire incidents with and without an alert',
    columns: {
      date: 'detected',
      time: 'detected_time',
      location: 'address',
      shotspotter_alert: 'is_alert',
      shell_casings: 'cartridge_cases',
      injuries: 'injuries',
      arrests: 'arrests',
    },
    constants: { city: 'Cambridge', state: 'MA' },
    timeZone: 'America/New_York',
  },
  {
    name: 'fresno-released',
    publisher: 'Fresno Police Department (released on request)',
    columns: {
      address: 'address',
      city: 'city',
      state: 'state',
      datetime: 'detected',
      numrounds: 'rounds',
      shotspotterflexid: 'alert_number',
      lat: 'latitude',
      long: 'longitude',
    },
    constants: {},
    timeZone: 'America/Los_Angeles',
  },
];
