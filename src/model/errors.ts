/**
 * Every failure code and, in one sentence, what it means.
 *
 * A code is stable: callers, scripts and the portal may depend on it. The part before the dot is the room or part of the
 * shell that fails.
 */
export const failureCodes = {
  'store.locked':
    'Another process uses this data directory, and the command needs it for itself or waited too long for it.',
  'store.no-binaries': 'The PostgreSQL programs are not installed for this machine.',
  'store.start-failed': 'The embedded PostgreSQL server did not start.',
  'store.unreachable-directory': 'The data directory cannot be read or written by the account that must use it.',
  'store.foreign-directory': 'The directory given as data directory holds files that are not ours.',
  'store.other-version': 'The data directory was made by another major version of PostgreSQL.',
  'store.damaged': 'The database files are incomplete or damaged.',
  'store.disk-full': 'There is no space left on the disk that holds the data directory.',
  'store.interrupted': 'A signal stopped the command before the store was open.',
  'file.missing': 'There is no file at the path given.',
  'file.directory': 'The path given is a folder, or anything else that is not an ordinary file.',
  'file.unreadable':
    'The file is there but cannot be read by the account that runs the program, or reading it broke off.',
  'file.unwritable': 'A file cannot be written where it was asked for.',
  'file.empty': 'The file holds nothing.',
  'file.truncated': 'The file ends before its content does.',
  'file.changed': 'The file was written to while it was read.',
  'file.damaged': 'The file is of a known format but its content is broken.',
  'file.bomb': 'The compressed file would unpack to far more than any real file does.',
  'file.too-large': 'The file is beyond a limit of what is read.',
  'file.binary': 'The file is not a table: a program, picture, document or other binary format.',
  'file.not-a-table': 'The file is text, but not rows and columns.',
  'file.no-such-sheet': 'The workbook has no sheet of the name given.',
  'sound.not-wav': 'The file is not a WAV recording.',
  'sound.encoding': 'A recording holds its sound in an encoding that is not read.',
  'sound.header': 'The header of a recording contradicts itself or cannot be true.',
  'sound.too-short': 'A recording holds no sound, or too little of it to be judged.',
  'sound.rate': 'A recording was sampled too slowly, or faster than any microphone, to pick impulses from it.',
  'scan.not-x3p': 'The file is not an X3P scan.',
  'scan.header': 'The header of a scan lacks something, contradicts itself or cannot be true.',
  'scan.too-large': 'A scan has more points than are read.',
  'scan.too-little': 'Too little of a surface was measured to compare it.',
  'scan.no-breech-face': 'No level face of some size was found on a raw scan.',
  'scan.calibration': 'A file is no calibration set.',
  'scan.truth': 'A truth does not say which scan is of which firearm.',
  'scan.index': 'A folder is no index of scans, is damaged, of another version, or being written to.',
  'scan.classes': 'A list of classes does not say what is known of which scan.',
  'scan.unfit-study': 'Pairs whose firearms are known bear out no likelihood ratio.',
  'scan.not-a-surface': 'A scan is a profile or a cloud of points where a surface is needed.',
  'sensor.refused': 'What a sensor sent is not taken: its signature, its time or what it asks is wrong.',
  'sensor.unknown': 'There is no enrolled sensor of that id.',
  'sensor.exists': 'A sensor of that id is, or was, enrolled.',
  'sensor.no-sound': 'No sound comes from the microphone of a sensor.',
  'sensor.key': 'A public key of a sensor is none.',
  'gunshot.unknown': 'There is no gunshot incident of that id.',
  'gunshot.changed': 'A gunshot incident changed after the revision that was looked at.',
  'gunshot.undecided': 'Nobody decided on a gunshot incident, so that nothing can be taken back.',
  'layout.area': 'The area of a planned layout is too small, too large, or turned about.',
  'layout.changed': 'A planned layout was saved by somebody else after the version that was looked at.',
  'store.unreachable': 'The PostgreSQL server did not answer or refused the login.',
  'store.bad-url': 'DATABASE_URL is not a PostgreSQL address.',
  'store.roles': 'The database roles of Flashlight are missing and cannot be made with this login.',
  'store.schema-unknown': 'The database was written by another version of Flashlight.',
  'feed.unrecognised': 'No header of the feed was found in the file.',
  'feed.other': 'The header is plainly that of another feed than the one given.',
  'feed.date-order': 'The dates of a column can only be day first where month first is read, or the reverse.',
  'feed.sheet-too-long': 'A sheet that must be read whole is longer than any of its kind.',
  'mapping.invalid': 'A mapping names a feed, layout, field or column that does not exist.',
  'api.invalid-request': 'The request does not have the shape the route asks for.',
  'api.headers-too-large': 'The address and headers of the request are longer than the server reads.',
  'api.not-found': 'There is nothing at the address, or nothing the person may know of.',
  'api.not-signed-in': 'The request carries no session, or one that has ended.',
  'api.not-allowed': 'The role of the session does not include what was asked.',
  'api.bad-link': 'The sign-in link is unknown, used or out of date.',
  'api.too-many-attempts': 'Too many failed sign-in attempts came from one address.',
  'api.foreign-origin': 'A page of another site tried to write.',
  'api.wrong-host': 'The request names a host this server does not answer for.',
  'api.conflict': 'The request contradicts an earlier one.',
  'api.busy': 'The server has as much to do as it can take.',
  'api.unexpected': 'Something went wrong that the program did not foresee; the log has it under the request id.',
  'board.changed': 'Somebody saved a board, or edited a note, after the version that was worked on.',
  'tracing.unknown': 'There is no trace request of that number.',
  'tracing.changed': 'Somebody, or an import, changed a trace request after the version that was worked on.',
  'tracing.wrong-step': 'A trace request cannot take that step from where it stands.',
  'tracing.checks': 'A trace request has errors, or warnings nobody has acknowledged.',
  'tracing.no-reason': 'A step that needs a reason came without one.',
  'tracing.trace-number': 'A trace number is none.',
  'tracing.no-result': 'No such result of a trace is recorded.',
  'tracing.set-aside': 'A result of a trace was set aside, and is taken again only where somebody says so.',
  'tracing.no-undo': 'There is no last step of a trace request that could be taken back.',
  'sales.destroyed': 'A file holds reports of multiple sales that were destroyed here before.',
  'sales.unknown': 'There is no such report, exception or certificate of multiple sales.',
  'sales.second-person': 'An exception needs the consent of a second person.',
  'sales.excepted': 'A report has an exception already.',
  'board.picture': 'A picture is of another kind, too large, damaged, or carries what a camera wrote beside it.',
  'lead.changed': 'Somebody took a step with a lead, or what it rests on changed, after it was looked at.',
  'lead.evidence-changed': 'What a lead rests on is another version than somebody asked or agreed on.',
  'lead.not-standing': 'What a lead rested on is withdrawn, or it goes on in another one: it cannot be passed on.',
  'lead.second-person': 'Somebody was to agree to what they asked for themselves.',
  'lead.unknown-person': 'A lead was to be given to a name that no detective or analyst signs in with.',
  'lead.package': 'A file is no briefing package of a lead, or is damaged.',
  'lead.not-released': 'A package for somebody outside was asked for, and two people did not agree to the release.',
  'judgement.no-reason': 'A judgement was given without a reason.',
  'judgement.not-comparable': 'The two observations do not exist or are of different kinds.',
  'judgement.unknown': 'There is no judgement in force of that number.',
  'judgement.second-person':
    'Somebody was to agree to what they asked for themselves, or to a judgement that waits for nobody.',
  'identity.no-model': 'There is no model of that number or kind.',
  'identity.second-person': 'Somebody was to sign a model that they asked for themselves.',
  'identity.not-proposed': 'Somebody was to sign a model that was signed before.',
  'identity.too-few': 'There are too few rows of a kind to learn a model from.',
  'identity.thresholds': 'A model would join from fewer bits than a person is asked from.',
  'identity.busy': 'A model is being learnt or put in force already.',
  'identity.config': 'A configuration of what is compared is not of the shape expected.',
  'identity.never-compared': 'A configuration compares race, or what stands for it.',
  'identity.files': 'Too few or too many files were given to find records of one thing in.',
  'identity.ids': 'A record has no id of its own, or there is no record of the id given.',
  'identity.unknown-column': 'A column that a configuration or a truth names is not in the file.',
  'identity.model': 'A model is damaged, of another version, or of other fields than the configuration.',
  'city.settings': 'Settings of a city are not of the shape expected.',
  'city.no-version': 'There are no settings of that version.',
  'city.second-person': 'Somebody was to sign settings that they proposed themselves.',
  'city.not-proposed': 'Somebody was to sign or take back settings that were signed or taken back before.',
  'city.fit-loses': 'Fitted weights were to be signed that do not win over simpler scores on later traces.',
  'city.outcomes': 'There are too few outcomes to fit weights to, or a file of outcomes is not of the shape expected.',
  'cli.unexpected': 'Something went wrong that the program did not foresee; standard error says where.',
  'import.broke-off': 'An import ended by a fault of the program; nothing of the file was kept.',
  'import.no-feeds': 'The folder to import holds no folder named after a feed.',
  'ballistics.kernel-not-built': 'The kernel that compares scans as cmcR does could not be compiled.',
  'portal.build-failed': 'The portal could not be built from its sources.',
  'excerpt.unknown': 'The agency has no excerpt of that name.',
  'excerpt.there-already': 'The agency has an excerpt of that name, or one without the same records.',
  'excerpt.hides-nothing': 'An excerpt was to be made without records that bear a tag which no record bears.',
  'sign-in.other-data': 'Somebody was to be given links to all data of an agency and to an excerpt of it.',
  'report.no-year': 'A report was asked for a year in which no firearm was recovered and traced.',
  'agency.unknown': 'No agency of that code is in the store.',
  'agency.has-records': 'The agency has records, which were read with what would be changed.',
  'agency.bad-time-zone': 'The time zone is not one of the IANA names.',
} as const satisfies Record<string, string>;

/** A failure code; the registry `failureCodes` says what each one means. */
export type FailureCode = keyof typeof failureCodes;

/**
 * Something outside the program's control went wrong, and the person who asked can do something about it.
 *
 * The message says what was expected, what was got and what to do, and carries no personal data; `detail` holds the same
 * facts for machines.
 */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly detail: Record<string, unknown>;

  constructor(code: FailureCode, message: string, options: { detail?: Record<string, unknown>; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Failure';
    this.code = code;
    this.detail = options.detail ?? {};
  }
}
