import { firearmEn } from '../firearm/firearm-words.en.ts';
import { linksEn } from '../links/links-words.en.ts';
import { factsEn } from './fact-words.en.ts';
import { listsEn } from './list-words.en.ts';
import { reportsEn } from '../reports/reports-words.en.ts';
import { recordEn } from '../record/record-words.en.ts';
import { liveEn } from '../live/live-words.en.ts';
import { dealingsEn } from '../trafficking/dealings-words.en.ts';
import { flowsEn } from '../trafficking/flows-words.en.ts';
import { traffickingEn } from '../trafficking/trafficking-words.en.ts';
import { entityEn } from '../entity/entity-words.en.ts';
import { restorationEn } from '../firearm/restoration-words.en.ts';
import { identityEn } from '../identity/identity-words.en.ts';
import { fieldNamesEn } from '../imports/field-names.en.ts';
import { boardEn } from '../links/board-words.en.ts';
import { waysEn } from '../links/ways-words.en.ts';
import { cityEn } from '../city/city-words.en.ts';
import { importsEn } from '../imports/imports-words.en.ts';
import { nibinEn } from '../nibin/nibin-words.en.ts';
import { tracingEn } from '../tracing/tracing-words.en.ts';
import { ballisticsEn } from '../ballistics/ballistics-words.en.ts';
import { exhibitsEn } from '../exhibits/exhibits-words.en.ts';
import { gunshotsEn } from '../gunshots/gunshots-words.en.ts';
import { leadsEn } from '../leads/leads-words.en.ts';
import { nibrsEn } from './nibrs-words.en.ts';
import { problemsEn } from './problem-words.en.ts';
import { sentencesEn } from './server-sentences.en.ts';
import { valuesEn } from './value-words.en.ts';

/** Every text of the portal in English. The Spanish file has the same keys; the compiler holds the two together. */
export const en = {
  ...firearmEn,
  ...linksEn,
  ...factsEn,
  ...listsEn,
  ...boardEn,
  ...waysEn,
  ...cityEn,
  ...entityEn,
  ...restorationEn,
  ...traffickingEn,
  ...dealingsEn,
  ...flowsEn,
  ...fieldNamesEn,
  ...identityEn,
  ...importsEn,
  ...ballisticsEn,
  ...exhibitsEn,
  ...gunshotsEn,
  ...leadsEn,
  ...sentencesEn,
  ...liveEn,
  ...recordEn,
  ...reportsEn,
  ...nibrsEn,
  ...problemsEn,
  ...nibinEn,
  ...tracingEn,
  ...valuesEn,
  'app.name': 'Flashlight',
  'app.skip': 'Skip to the page',
  'app.places': 'Places',
  'app.evidence': 'Evidence',
  'app.closeEvidence': 'Close the evidence panel',
  'app.openEvidence': 'Evidence',
  'app.selected': 'Selected: {what}',

  'place.live': 'Live',
  'place.firearms': 'Firearms',
  'place.links': 'Links',
  'place.imports': 'Imports',

  'session.signedInAs': 'Signed in as {actor}',
  'session.menu': 'Account and settings',
  'session.signOut': 'Sign out',
  'session.language': 'Language',
  'session.theme': 'Appearance',
  'session.theme.system': 'System',
  'session.theme.light': 'Light',
  'session.theme.dark': 'Dark',
  'session.agency': 'Agency',
  'session.excerpt': 'Excerpt',
  'session.excerptOf': 'An excerpt: without records marked {tags}, as if there were none',
  'session.zone': 'Times are shown in the zone of the agency: {zone}',
  'session.role.detective': 'Detective',
  'session.role.analyst': 'Crime-gun analyst',
  'session.role.supervisor': 'Supervisor',
  'session.role.administrator': 'Administrator',

  'signIn.title': 'Sign in',
  'signIn.withLink': 'Signing you in…',
  'signIn.why': 'Flashlight has no passwords. You sign in with a link made for you.',
  'signIn.once':
    'A link works once, for the person and role it was made for. After that this browser stays signed in until you sign out, or for 30 minutes without activity.',
  'signIn.how': 'Where to get a link',
  'signIn.howServer': 'Whoever started the server sees one link for each role where it was started.',
  'signIn.howAdmin': 'Otherwise ask the administrator of your agency for a new one.',
  'signIn.failed': 'This link does not work any more',
  'signIn.failedHelp':
    'It was used before, or its time is over. Nothing is lost: ask for a new link and you come back to the page you were on.',
  'signIn.tooMany': 'Too many links failed from here',
  'signIn.tooManyHelp':
    'This link does not work, and neither did the ones tried before it. Ask for a new one: a good link works at once. Trying this one again is answered in a quarter of an hour.',
  'signIn.locked': 'Locked after 30 minutes without activity',
  'signIn.lockedHelp':
    'What you had open is hidden and the session is over. Sign in again and you come back to the same page.',
  'signIn.signedOut': 'You are signed out',

  'notice.newRows': { one: '{n} new row since you opened this', other: '{n} new rows since you opened this' },
  'notice.newData': 'There is something new since you opened this',
  'notice.show': 'Show',
  'notice.dismiss': 'Dismiss',
  'notice.offline': 'No connection to the server. What you see was true when it was loaded.',

  'error.title': 'This could not be shown',
  'error.network': 'The server did not answer',
  'error.networkDetail': 'The connection to the server broke, or the server is not running.',
  'error.safe': 'Nothing was changed. What the store holds is safe.',
  'error.retry': 'Try again',
  'error.code': 'Code {code}',
  'error.notFound': 'There is no such page',
  'error.notFoundHelp':
    'The address may be mistyped, or what it named was joined with another. Search for it by serial number, name, address, licence or case number.',
  'error.invalidHelp': 'The server does not take what was asked. Check the address, or what was entered.',
  'error.bug': 'The portal made a mistake',
  'error.bugHelp': 'Reload the page. If it happens again, tell your administrator what you did and the words below.',
  'error.reload': 'Reload',
  loading: 'Loading',

  'live.title': 'Live',
  'live.holds': 'What the store holds',
  'live.newest': 'Newest event: {day}',
  'live.events': 'Newest events',
  'live.runs': 'Newest imports',
  'live.none': 'Nothing has been imported yet',
  'live.noneHelp':
    'Newest shootings, alerts, recoveries, traces and leads appear here once the first file is imported.',
  'live.toImports': 'To the imports',

  'imports.title': 'Imports',
  'imports.none': 'Nothing has been imported yet',
  'imports.noneHelp':
    'Every file that is imported appears here with what was read, accepted and rejected. On the server: flashlight import --all FOLDER',
  'imports.file': 'File',
  'imports.feed': 'Feed',
  'imports.state': 'State',
  'imports.read': 'Rows read',
  'imports.accepted': 'Accepted',
  'imports.rejected': 'Rejected',
  'imports.duplicates': 'Duplicates',
  'imports.started': 'Started',
  'imports.by': 'By',
  'imports.more': 'The newest {n} imports are shown.',
  'imports.state.RUNNING': 'Running',
  'imports.state.COMPLETE': 'Complete',
  'imports.state.FAILED': 'Failed',
  'imports.state.INTERRUPTED': 'Interrupted',

  'record.title': 'Source row',
  'record.cells': 'As received',
  'record.column': 'Column',
  'record.field': 'Read as',
  'record.value': 'Value',
  'record.notRead': 'kept, not read',
  'record.read': 'What was read from it',
  'record.entities': 'What it speaks of',
  'record.versions': 'Versions',
  'record.hash': 'SHA-256 of the content',
  'record.key': 'Key of the record',
  'record.handling': 'Handling',
  'record.warnings': 'Odd but kept',
  'record.file': 'File',
  'record.line': 'Row',
  'record.feed': 'Feed',
  'record.receivedAt': 'Received',

  'entity.facts': 'What the sources say',
  'entity.relations': 'Links',
  'entity.events': 'Events',
  'entity.observations': 'Observations, one for each source row',
  'entity.shownOf': '{shown} of {total} shown',
  'entity.none': 'Nothing recorded',
  'entity.merged': 'This was joined with another',
  'entity.seenOnce': 'Seen on {day}',
  'entity.seen': 'Seen from {from} to {to}',
  'entity.joined': 'Why it belongs here',
  'entity.role': 'Role',

  'session.role.gunshot-desk': 'Gunshot desk',
  'session.role.prevention-director': 'Director of violence prevention',
  'session.role.commission': 'Oversight commission',
  'shell.refused': 'This page is not part of your role',
  'shell.refusedHelp':
    'The role of this session, {role}, does not include it, and nothing of it was asked for. What the role includes stands in the rail.',
  'shell.noPlace': 'There is nothing here for your role yet',
  'shell.noPlaceHelp':
    'Your role does not include the pages there are so far. What was granted to you appears in the rail.',
} as const;
