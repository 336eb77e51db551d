import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UsageError } from './command.ts';
import { readMailReceiver, readWebhook } from './gunshot-receivers.ts';

const words = { recipients: ['dispatch@city.example'], sender: 'flashlight@city.example', passwordFile: undefined };

test('e-mail goes out over TLS, or without it to this machine alone', async () => {
  const of = async (server: string) => {
    const { host, port, security } = await readMailReceiver({ ...words, server });
    return [host, port, security];
  };
  expect(await of('smtps://mail.city.example')).toEqual(['mail.city.example', 465, 'tls']);
  expect(await of('smtp://mail.city.example')).toEqual(['mail.city.example', 587, 'starttls']);
  expect(await of('smtp://mail.city.example:25')).toEqual(['mail.city.example', 25, 'starttls']);
  expect(await of('smtp://localhost:1025')).toEqual(['localhost', 1025, 'none']);
  expect(await of('smtp://[::1]')).toEqual(['::1', 25, 'none']);
  for (const server of ['https://mail.city.example', 'mail.city.example', 'smtp://', ''])
    await expect(of(server)).rejects.toBeInstanceOf(UsageError);
});

test('a login has its password in a file, and nobody is told who is no address', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'flashlight-mail-'));
  try {
    const passwordFile = join(folder, 'password');
    await writeFile(passwordFile, 'a password\n');
    const server = 'smtps://desk%40city@mail.city.example';
    expect(await readMailReceiver({ ...words, server, passwordFile })).toMatchObject({
      login: 'desk@city',
      password: 'a password',
      recipients: words.recipients,
    });
    const refused = (change: object) =>
      expect(readMailReceiver({ ...words, server: 'smtps://mail.city.example', ...change })).rejects.toBeInstanceOf(
        UsageError,
      );
    await refused({ server });
    await refused({ passwordFile });
    await refused({ server: 'smtps://desk:secret@mail.city.example', passwordFile });
    await refused({ recipients: [] });
    await refused({ recipients: ['dispatch@city.example', 'a@b\r\nBcc: c@d'] });
    await refused({ sender: 'Flashlight <flashlight@city.example>' });
    await writeFile(passwordFile, 'short');
    await expect(readWebhook('https://dispatch.city.example', passwordFile)).rejects.toBeInstanceOf(UsageError);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
