import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { failureCodes } from '../src/model/errors.ts';
import { feedHandling, feedNames, handlingTags } from '../src/model/feeds.ts';
import { predicates } from '../src/model/links.ts';
import { tables } from '../src/model/tables.ts';
import { allFeeds } from '../src/sources/all-feeds.ts';

// Writes docs/data-dictionary.md from the schemas: `npm run docs`. test/docs.test.ts fails when the file is not what this
// would write, so that the dictionary cannot drift from the code.

const file = fileURLToPath(new URL('data-dictionary.md', import.meta.url));
const migrations = new URL('../src/store/migrations/', import.meta.url);

/** One word for each thing, in the code, the portal and the documents. */
const glossary: Record<string, string> = {
  agency: 'Whose records they are. Every row belongs to one, and its local times are read in its time zone.',
  record:
    'One row of a feed as received: never changed. A row that comes again with other content is its next version.',
  reject: 'A row that could not be kept, with the reason and its cells, in a file to be mended and imported again.',
  observation: 'What one record says of one firearm, person, dealer, place or incident.',
  entity: 'The firearm, person, dealer, place or incident that several observations are taken to speak of.',
  judgement:
    'What a person decided about two observations: same, different or unsure, with the reason. It outlives every new derivation.',
  link: 'What ties two entities, with the record that says so, its date, its basis and whether it still stands.',
  basis:
    'Why a link or event is there: recorded in a row, derived by a rule, derived by a model, or asserted by an analyst.',
  firearm: 'A handgun, rifle, shotgun, receiver or privately made firearm, whatever was written of it.',
  'cartridge case': 'What a firearm leaves at a scene and an examiner compares.',
  trace: 'The way of a firearm from its maker or importer to its first retail purchaser, as ATF found it.',
  'time to crime':
    'Days from the first retail sale to the first recovery; of a trace, to the recovery it is of. Not known unless both are recorded and the sources agree on the sale (its day, dealer and purchaser) and on the day of each recovery, nor where days around them cannot all be true: made, shipped, stolen from an owner or fired in a shooting tied by a confirmed hit on the wrong side of the sale, a purchaser younger than 12, traced before the first recovery.',
  recovery: 'The taking of a firearm into police custody.',
  dealer: 'A federal firearms licensee; known over renewals by region, district and sequence of the licence number.',
  incident:
    'What happened at one time and place under one case number; also an alert or a call of gunfire that no case is recorded for.',
  lead: 'A possible association that no examiner has confirmed. To be investigated; no evidence of anything.',
  hit: 'An association an examiner concluded by comparing the items. It ties cartridge cases and firearms, not people.',
  candidate: 'What a comparison proposes, with a score. Only a person concludes.',
  handling: 'Where a record may go. What is derived from it inherits the tag.',
  'unknown interval': 'The time between two recorded events of custody, when nobody recorded where the firearm was.',
};

/** Tables that hold no columns of a feed: what each is for. */
const storeTables: Record<string, string> = {
  agency: 'Agencies with their city, state and time zone.',
  source: 'A feed and layout of an agency, with the handling its records start with.',
  import_run: 'One import of one file: its hash, reader and mapping, and read = accepted + rejected + duplicates.',
  import_section: 'A header and the rows under it: which columns were read as which fields.',
  import_reject: 'Rows an import could not keep.',
  mapping: "How the columns of an agency's file are read; saved by name, every version kept.",
  record: 'Rows as received, append-only: the ground everything else stands on.',
  entity: 'What observations were joined into. Its number is that of its oldest observation.',
  identity_key: 'Exact keys by which observations were joined, and the entity that carries each.',
  observation_of: 'Which entity an observation belongs to, why, and by whom.',
  judgement:
    'Decisions of people about two observations. Withdrawn, never deleted. A decision (`decision_id`) may be of several: a "same" has one on the two rows looked at, which bears its number, and one for each other row that the two entities held when it came into force. One that `needs_second` is in force once a second person confirmed it.',
  identity_model:
    'Models of who is who, learnt here: settings, blocks, diagnosis, thresholds in bits, who asked for it and who signed it. One of a kind is in force.',
  identity_content:
    'What the compared fields of observations say, each thing once. Derived; `self_bits` is what the model in force says of two observations that both say it.',
  observation_content: 'Which content each observation says. Derived.',
  identity_tie: 'What the model in force says of two contents, in bits. Derived.',
  identity_candidate: 'Entities that may be one, for a person to decide on. Derived.',
  entity_event: 'Merges and splits of entities, for whoever kept an old number.',
  link: 'What ties entities.',
  fact_change:
    'Which records were given to other entities, for whoever holds facts of firearms. The last few thousand statements.',
  link_change: 'Which links each statement touched, for whoever holds a copy of them. The last few thousand.',
  search_document: 'Terms by which entities are found.',
  finding: 'An answer of an engine with its version, inputs and explanation. Nothing writes it yet.',
  lead: 'Leads, one for each subject and topic, under a number that stays: what is found now, and what people make of it. An investigative lead, not one of the laboratory.',
  lead_version: 'Every state the evidence of a lead was in, with what it no longer rests on. Never overwritten.',
  lead_event: 'Every step somebody took with a lead: who, when, why.',
  lead_request: 'Steps that take a second person, asked and answered, each on a version of the evidence.',
  lead_note: 'What people wrote about a lead. Never changed.',
  lead_recipient: 'Who received a lead, inside or outside, and which version of it or of one that goes on in it.',
  lead_notice:
    'What recipients are to be told: that a lead is withdrawn, weaker, goes on in another or stands again, against the version they have.',
  lead_baseline: 'Usual rates leads are held against, as they were last counted.',
  lead_progress: 'How far leads follow the records.',
  trace_score:
    'How the index of a trace stood when it was shown or handed out: weights, rules, interval, inputs and points of each part; once each, never changed. Handled and kept as the trace results it was counted from.',
  case_file: 'A case. Nothing writes it yet.',
  task: 'A task. Nothing writes it yet.',
  note: 'Notes on boards and on things of a board. An edit ends a note and begins the next of its thread.',
  release: 'What was given to whom. Nothing writes it yet.',
  audit_event: 'Who did what, and whether it was allowed. Append-only.',
  view: 'What a person was shown: the query and the entities in the answer. Nothing writes it yet.',
  session: 'Sessions, by the hash of their token.',
  sign_in_link: 'One-time sign-in links, by the hash of their token.',
  idempotency_key: 'Answers to requests that may be sent twice.',
  board: 'Boards of links that people drew and saved under a name. Binned, never deleted.',
  board_version: 'What a board holds, one row for each save: ids, places and marks, no copy of what is protected.',
  board_share: 'With which persons and roles a board is shared, to read or to edit. Revoked, never deleted.',
  city_settings:
    'What a city decided about how its traces are read, every version, with who proposed and signed it. One is in force.',
  tracing_request:
    'Requests to trace a firearm: the form as filled in, where it stands, and what the checks found. Every step makes a version.',
  tracing_event: 'Every step of a trace request with who, when and what the form said after it. Append-only.',
  multiple_sale_exception:
    'Why a report of a multiple sale is kept beyond its day: who asked and which second person agreed. Its number and reason go with the report.',
  multiple_sale_policy: 'How long an agency keeps reports of multiple sales; without a row, twenty days.',
  multiple_sale_destruction:
    'Certificates of destruction: how many rows, when, by whom, under which policy. No contents.',
  report_pages: 'How often reports were destroyed, and up to which of these the pages they stood on were written anew.',
  multiple_sale_destroyed_row: 'Hashes of records that were destroyed, so that they are not received again.',
  account_login:
    'Which person, by the name they sign in with, runs the command line under which operating-system name.',
  sensor: 'Sensors with the key each signs with, what it is told to do and its newest report. Not where it is.',
  sensor_place: 'Where sensors are, apart from all else, for what computes and for those who may see it.',
  sensor_packet: 'Which numbers a sensor has used for which bytes.',
  sensor_pulse: 'The log of pulses, in the order they were committed, for as long as any may come late.',
  sensor_pulse_end: 'How long that log is, and from which time of sound on it still holds all that came.',
  sensor_standing: 'From which time of sound on the clock of a sensor is not trusted, or is again.',
  sensor_offset: 'How far the pulses of a sensor lay from where an incident puts them.',
  sensor_sound: 'Two seconds of sound, asked of a sensor for an incident.',
  gunshot_acknowledgement: 'Who took note of the alert of a gunshot incident first, and when.',
  sensor_layout:
    'Layouts of sensors that are only planned, by name and version. Their places are as secret as those of sensors that stand.',
  sensor_weather: 'The air from a time of sound on, as somebody measured it.',
  pulse_cursor: 'How far in the log what locates shots has come.',
  gunshot_slot_pulses:
    'All pulses that a slot of time was last located from, for each that has, or had, shots. For good.',
  locator_turn: 'How often who locates the shots of an agency has changed.',
  gunshot: 'Shots as located, by slot of time and cell, with who heard each. Derived.',
  gunshot_incident: 'Incidents of shots, with what people decided of them.',
  gunshot_event: 'Every change of a gunshot incident. Append-only.',
  gunshot_delivery: 'What of that is to be told outside, whether it was, and as which message.',
  gunshot_mail: 'Who is told of gunshot incidents by e-mail, over which server, with the password of its login.',
  gunshot_webhook: 'Where it is told, with the secret it is signed with.',
  exhibit:
    'Exhibits of ballistic evidence: cartridge cases, bullets, firearms, with their class, where they stand and who holds them. Every step makes a version.',
  exhibit_step: 'Every step of an exhibit and of its chain of custody: who, from whom to whom, when, why. Append-only.',
  test_fire: 'Test fires of firearms, and why one was refused.',
  exhibit_scan:
    'Scans of exhibits as received and as prepared, by the hashes their files are kept under. Another mask makes another row.',
  correlation_request:
    'What the collection was searched for, by which engine, through which filter, and how far it is.',
  candidate_pair:
    'Two exhibits that searches put together, each pair once by the newest search; derived, and made anew from candidates.',
  correlation_candidate:
    'What a search found, for a person to look at. Counts for both exhibits. No conclusion of anybody.',
  candidate_review: 'What each person said of a pair of exhibits on a screen, each another person. Append-only.',
  candidate_consensus: 'What those who differ on a pair proposed and agreed on.',
  candidate_settlement: 'What they came to of a pair, and by whom of how many.',
  nibin_lead: 'NIBIN leads of our own, as they stand.',
  nibin_lead_step: 'Every step of such a lead. Append-only.',
  nibin_conclusion: 'What examiners concluded on the specimens, with its limits, and what a second one said of it.',
  nibin_recipient: 'Who received such a lead, and for what.',
  nibin_notice: 'What recipients are told of what became of it, with their receipts.',
  nibin_recall: 'What left with a tie in it that was withdrawn, and how it was called back.',
  board_picture: 'Pictures people put on boards and on things of a board, without what a camera writes into its files.',
};

/** The whole dictionary as Markdown. */
export function dataDictionary(): string {
  const parts = [
    '# Data dictionary',
    'Written by `npm run docs` from the schemas; do not edit. Dates are local to the agency, instants are UTC.',
    '## Words',
    table(['word', 'meaning'], Object.entries(glossary)),
    '## Feeds',
    'In the order `flashlight import --all` reads them. Columns of a file become fields by their headers or by a mapping; columns no field takes stay in the record.',
    ...feedNames.flatMap((name) => feedPart(name)),
    '## What is read from records',
    'Each row also has `agency_id`, `record_id` (the record it was read from) and `ordinal` (its place within the record).',
    ...Object.entries(tables).flatMap(([name, columns]) => [
      `### \`${name}\``,
      table(
        ['column', 'type', 'meaning'],
        Object.entries(columns).map(([column, { type, about }]) => [`\`${column}\``, type, about]),
      ),
    ]),
    '## What the store keeps besides',
    ...Object.entries(columnsOfStore()).flatMap(([name, columns]) => [
      `### \`${name}\``,
      storeTables[name] ?? 'Not described.',
      columns.map((column) => `\`${column}\``).join(', '),
    ]),
    '## Links',
    table(
      ['predicate', 'reads', 'and back'],
      Object.entries(predicates).map(([predicate, { reads, back }]) => [`\`${predicate}\``, reads, back]),
    ),
    '## Handling tags',
    table(
      ['tag', 'meaning'],
      Object.entries(handlingTags).map(([tag, about]) => [`\`${tag}\``, about]),
    ),
    '## Failure codes',
    'A failure on the command line ends with its code in brackets, and an answer of the server carries it as `code`. Codes are never used again for something else.',
    table(
      ['code', 'meaning'],
      Object.entries(failureCodes).map(([code, about]) => [`\`${code}\``, about]),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

function feedPart(name: (typeof feedNames)[number]): string[] {
  const feed = allFeeds[name];
  return [
    `### \`${name}\`: ${feed.title}`,
    `From ${feed.publisher}. Handling: ${feedHandling[name].map((tag) => `\`${tag}\``).join(', ')}. More: [src/sources/${name}](../src/sources/${name}/README.md).`,
    ...feed.layouts.flatMap((layout) =>
      layout.shape === 'sheet'
        ? [`**${layout.title}** (\`${layout.name}\`): recognised by the content of a whole sheet.`]
        : [
            `**${layout.title}** (\`${layout.name}\`)`,
            table(
              ['field', 'kind', 'meaning'],
              Object.entries(layout.fields).map(([field, { kind, about, required }]) => [
                `\`${field}\``,
                required ? `${kind}, required` : kind,
                about,
              ]),
            ),
          ],
    ),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Tables of the migrations that hold no columns of a feed, with their columns. */
function columnsOfStore(): Record<string, string[]> {
  const sql = readdirSync(migrations)
    .filter((name) => name.endsWith('.up.sql'))
    .sort()
    .map((name) => readFileSync(new URL(name, migrations), 'utf8'))
    .join('\n');
  const columns: Record<string, string[]> = {};
  for (const [, name, body] of sql.matchAll(/^create table flashlight\.(\w+) \(\n([\s\S]*?)^\);/gm)) {
    if (name! in tables) continue;
    columns[name!] = [...body!.matchAll(/^ {2}(?!primary|unique|check|foreign|constraint)([a-z_0-9]+) /gm)].map(
      (found) => found[1]!,
    );
  }
  // One statement may add several, and take others away.
  for (const [, name, changes] of sql.matchAll(/^alter table flashlight\.(\w+)\s+([^;]*);/gm)) {
    const of = columns[name!];
    if (of === undefined) continue;
    for (const [, what, column] of changes!.matchAll(/\b(add|drop) column (?:if (?:not )?exists )?(\w+)/g))
      if (what === 'add') of.push(column!);
      else of.splice(of.indexOf(column!), 1);
  }
  return columns;
}

if (import.meta.main) writeFileSync(file, dataDictionary());
