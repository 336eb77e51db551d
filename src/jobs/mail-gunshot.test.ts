import { afterEach, beforeEach, expect, test } from 'vitest';
import { capFaults } from '../../test/cap-faults.ts';
import { GunshotSlot, seven, shot, word } from '../../test/gunshot-slot.ts';
import { openMailServer, type ReceivedMail } from '../../test/open-mail-server.ts';
import { saveMailReceiver, saveWebhook, type MailReceiver } from '../store/gunshot-receivers.ts';

let slot: GunshotSlot;
let mails: ReceivedMail[];
let failing: number;
let stop: (() => Promise<void>)[];
beforeEach(async () => {
  slot = await GunshotSlot.open();
  [mails, failing, stop] = [[], 0, []];
});
afterEach(async () => {
  for (const each of stop) await each();
  await slot.close();
});

const recipients = ['dispatch@city.example', 'watch@city.example'];
async function mailTo(
  receiver: Partial<MailReceiver> = {},
  options: Parameters<typeof openMailServer>[1] = {},
): Promise<void> {
  const opened = await openMailServer((mail) => void mails.push(mail), { refuses: () => failing-- > 0, ...options });
  stop.push(opened.close);
  const { database, agency } = slot.store;
  await saveMailReceiver(database.pool('migrate'), agency.agencyId, {
    host: '127.0.0.1',
    port: opened.port,
    security: 'none',
    login: null,
    password: null,
    sender: 'flashlight@city.example',
    recipients,
    by: 'tests',
    ...receiver,
  });
}
const header = ({ source }: ReceivedMail, name: string) =>
  new RegExp(`^${name}: (.*(?:\r\n[ \t].*)*)`, 'im').exec(source)?.[1]?.replaceAll(/\r\n[ \t]/g, ' ') ?? '';
/** The message of CAP that goes along. */
function capOf({ source }: ReceivedMail): string {
  const part = source.split(/\r\n--[^\r\n]+\r\n/).find((each) => /^Content-Type: application\/cap\+xml/im.test(each))!;
  const body = part.slice(part.indexOf('\r\n\r\n') + 4).split('\r\n--')[0]!;
  if (/^Content-Transfer-Encoding: base64/im.test(part)) return Buffer.from(body, 'base64').toString('utf8');
  return body
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
const kinds = () => mails.map((mail) => word(capOf(mail), 'msgType'));

test('nobody is told by e-mail unless the owner says so', async () => {
  await slot.locate([shot(1, seven)]);
  await slot.tell();
  expect(slot.taken).toHaveLength(1);
  const { rows } = await slot.store.database
    .pool('read')
    .query(`select from flashlight.gunshot_delivery where channel = 'mail'`);
  expect(rows).toEqual([]);
});

test('dispatch is told by e-mail what it is told by webhook: an alert, what becomes of it in one thread, and what takes it back', async () => {
  await mailTo();
  await slot.locate([shot(1, seven)]);
  await slot.tell();
  const [incident] = (await slot.standing()) as [string];
  await slot.decide(incident, 'unsure');
  await slot.tell();
  await slot.decide(incident, 'not-gunfire');
  await slot.tell();
  expect(kinds()).toEqual(['Alert', 'Update', 'Cancel']);
  expect(slot.toldOf(incident)).toEqual(['Alert', 'Update', 'Cancel']);
  expect(mails.map(capOf).flatMap(capFaults)).toEqual([]);
  expect(mails[0]).toMatchObject({ from: 'flashlight@city.example', to: recipients });
  expect(mails.map((mail) => header(mail, 'Subject'))).toEqual([
    'Possible gunfire: 1 shot',
    'Update: Possible gunfire: 1 shot',
    'Cancel: No gunfire: take back the alert',
  ]);
  const ids = mails.map((mail) => header(mail, 'Message-ID'));
  expect(new Set(ids).size).toBe(3);
  expect(header(mails[1]!, 'References')).toBe(ids[0]);
  expect(header(mails[2]!, 'In-Reply-To')).toBe(ids[1]);
  expect(mails[0]!.source).toMatch(/Where: 39\.30000, -76\.60000, within 8 m in 95 of 100 cases/);
  expect(mails[0]!.source).toContain('For law enforcement dispatch alone.');
});

test('an e-mail has no point where the place is not known well, and none is sent while it is held back', async () => {
  await mailTo();
  const wide = (meters: number) => shot(1, seven, 0, meters / Math.sqrt(5.991464547));
  await slot.locate([wide(2400)]);
  const [incident] = (await slot.standing()) as [string];
  // What a person does is told by webhook; by e-mail go messages to dispatch alone.
  await slot.decide(incident, 'unsure');
  await slot.tell();
  expect(mails).toEqual([]);
  await slot.locate([wide(300)]);
  await slot.tell();
  expect(kinds()).toEqual(['Alert']);
  expect(capOf(mails[0]!)).not.toContain('<circle>');
  expect(mails[0]!.source).not.toMatch(/39\.30000, -76\.60000/);
  expect(mails[0]!.source.replaceAll('=\r\n', '')).toContain('Where: an area 600 m long and 600 m wide');
});

test('what a server does not take is sent again as the same message; it keeps the webhook not waiting', async () => {
  await mailTo();
  failing = 1;
  await slot.locate([shot(1, seven)]);
  await slot.tell();
  expect(mails).toEqual([]);
  expect(slot.taken).toHaveLength(1);
  await slot.tell();
  expect(kinds()).toEqual(['Alert']);
  expect(slot.taken).toHaveLength(1);
  const { rows } = await slot.store.database
    .pool('migrate')
    .query<{ channel: string; tries: number; status: string }>(
      'select channel, tries, status from flashlight.gunshot_delivery order by channel',
    );
  expect(rows).toEqual([
    { channel: 'mail', tries: 2, status: 'taken for 2 of 2' },
    { channel: 'webhook', tries: 1, status: 'answered 204' },
  ]);
});

test('it is sent by a login where there is one, and never in the clear where TLS was asked for', async () => {
  await mailTo({ login: 'flashlight', password: 'a password' }, { authMethods: ['PLAIN'], allowInsecureAuth: true });
  await slot.locate([shot(1, seven)]);
  await slot.tell();
  expect(mails).toMatchObject([{ login: 'flashlight' }]);
  const statusOf = async () => {
    await slot.forget();
    await slot.locate([shot(1, seven)]);
    await slot.tell();
    const { rows } = await slot.store.database
      .pool('migrate')
      .query<{ status: string }>(`select status from flashlight.gunshot_delivery where channel = 'mail'`);
    return rows[0]!.status;
  };
  mails.length = 0;
  // A server that offers no TLS, one whose certificate nobody signed, and a wrong password.
  await mailTo({ security: 'starttls' }, { disabledCommands: ['STARTTLS'] });
  expect(await statusOf()).toMatch(/ETLS|answered/);
  await mailTo({ security: 'starttls' });
  expect(await statusOf()).toMatch(/ETLS|ESOCKET|SELF_SIGNED|CERT/);
  await mailTo({ security: 'tls' }, { secure: true });
  expect(await statusOf()).toMatch(/ESOCKET|ETLS|SELF_SIGNED|CERT/);
  await mailTo({ login: 'flashlight', password: 'another' }, { authMethods: ['PLAIN'], allowInsecureAuth: true });
  expect(await statusOf()).toBe('answered 535');
  expect(mails).toEqual([]);
});

test('where nobody is to be told any more, what waits is not sent', async () => {
  await mailTo();
  await slot.locate([shot(1, seven)]);
  const { database, agency } = slot.store;
  await saveMailReceiver(database.pool('migrate'), agency.agencyId, null);
  await saveWebhook(database.pool('migrate'), agency.agencyId, null);
  await slot.tell();
  expect([mails, slot.taken]).toEqual([[], []]);
});
