import type { Field } from '../feed.ts';
import { field } from '../named-field.ts';

/** The number that ties the rows of an incident together; without it a row belongs to nothing. */
export const caseField: Field & { required: true } = {
  ...field(
    'case-number',
    'Case or incident number',
    `
    Incident Number, Incident Number w/year, CCNumber, RDNumber, DRNumber, Incident Num, Crime ID,
    Instance ID, Incident #, Incident No, Case Number, Case #, Case No, CCN, DR Number, DR_NO, RD Number,
    CR Number, CC Number, CC No, Report Number, Report No, Report #, Complaint Number, CMPLNT_NUM,
    Police Report Number, OCA, Agency Case Number, Incident ID, IncidentID, Case ID, GO Number,
    General Offense Number, File Number, File #, IR Number, IBR Number, Master Incident Number, INCNUM,
    Inc No, INC_NUM, DC Key, dc_key, I_NBR, Event Number, Case, Incident, Report ID, Control Number
  `,
  ),
  required: true,
};

/** Columns of the offense: in a table of their own, or beside the incident. */
export const offenseFields = {
  offense_seq: field(
    'number',
    'Number of the offense within the incident',
    `
    Offense Seq, Offense Sequence, Offense No, Offense Seq No, Off Seq, Charge Sequence, Charge Seq
  `,
  ),
  offense_code: field(
    'crime-code',
    'NIBRS code, or another code of the offense',
    `
    NIBRS Code, NIBRS, UCR Code, UCR, Offense Code, IBR Code, IBRS, NIBRS Offense Code, Crime Code, IUCR,
    UCR Offense Code, Statute Code, KY_CD, Offense UCR, NIBRS Cd, Crime Cd, Offence Code, Crm Cd,
    State Offense Code, Offense NIBRS, UCR General, FBI Cd, CrimeCode, Offense UCR Code, NIBRS Crime Code,
    Group A Code
  `,
  ),
  offense: field(
    'text',
    'Offense in words',
    `
    Offense, Offense Description, Offense Desc, Offense Type, Offense Name, Crime, Crime Type,
    Crime Description, Crime Desc, Primary Type, Charge Description, NIBRS Description, Crm Cd Desc,
    OFNS_DESC, Offence, UCR Description, UCR Desc, Text General Code, Offense Category, Statute Description,
    NIBRS Offense, Violation, NIBRS Crime, Offense Type ID, Offense Code Name, Charge Desc
  `,
  ),
  weapon_code: field(
    'category',
    'Weapon: NIBRS code or words',
    `
    Weapon Code, Weapon, Weapon Type, Weapon Used, Weapon Description, Weapon Force, Weapons,
    Type of Weapon, Weapon Used Cd, Weapon or Force, Weapon Primary, Weapons Used, Method
  `,
  ),
  attempted: field(
    'category',
    'Attempted or completed',
    `
    Attempted Completed, Attempted/Completed, Att Comp, Attempt Complete, CRM_ATPT_CPTD_CD, Attempted,
    Completed
  `,
  ),
  circumstance: field(
    'category',
    'Circumstance: NIBRS code',
    `
    Circumstance, Circumstances, Aggravated Assault Homicide Circumstances, Circumstance Code, Motive
  `,
  ),
} as const satisfies Record<string, Field>;

/** Columns of the victim other than the person's own: in a table of their own, or beside the incident. */
export const victimFields = {
  victim_seq: field(
    'number',
    'Number of the victim within the incident',
    `
    Victim Seq, Victim Sequence, Victim No, Victim Number, Vic Seq, Victim Seq No, Vic No
  `,
  ),
  victim_type: field(
    'category',
    'NIBRS victim type: I individual, B business, …',
    'Victim Type, Type of Victim, Vic Type, Victim Type Code, Victim Kind',
  ),
  injury: field(
    'category',
    'Injury: NIBRS code or words',
    `
    Injury, Injury Type, Injury Code, Victim Injury, Injury Description, Injuries, Wound
  `,
  ),
  relationship: field(
    'category',
    'Relationship to the offender: NIBRS code or words',
    `
    Relationship, Victim Offender Relationship, Relationship to Offender, Victim Relationship,
    Relationship Code, Vic Relationship
  `,
  ),
  fatal: field(
    'flag',
    'Whether the victim died',
    'Fatal, Died, Deceased, Victim Deceased, Fatality, Victim Fatal, Death',
  ),
  shot: field(
    'flag',
    'Whether gunfire struck the victim',
    'Shot, Gunshot Injury, Gunshot Wound, Victim Shot, GSW, Struck by Gunfire',
  ),
} as const satisfies Record<string, Field>;
