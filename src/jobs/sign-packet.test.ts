import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { isWeakKey, openPacket, publicKeyBytes, signPacket } from './sign-packet.ts';

test('a key anybody can sign with is told from one that somebody has', () => {
  // Of the first the signature "this point, and nothing" is good for every message with OpenSSL 3.0 (Node 20), not with 3.5.
  for (const hex of [`01${'00'.repeat(31)}`, '00'.repeat(32), `${'00'.repeat(31)}80`, `ec${'ff'.repeat(31)}`])
    expect(isWeakKey(Buffer.from(hex, 'hex'))).toBe(true);
  for (let times = 0; times < 50; times++)
    expect(isWeakKey(publicKeyBytes(generateKeyPairSync('ed25519').publicKey))).toBe(false);
});

test('a message is taken in one spelling alone: another last letter that stands for the same bytes makes none', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const report = (program: string) =>
    signPacket(
      {
        version: 1,
        kind: 'report',
        sensor: 'roof-1',
        timeMicroseconds: 1,
        program,
        configurationVersion: 0,
        clock: { source: 'gps', sigmaMicroseconds: 1 },
        selfTest: {
          level: null,
          silentSeconds: 0,
          clippedShare: null,
          freeBytes: 0,
          queued: 0,
          refused: 0,
          keptSeconds: 0,
          faults: [],
        },
      },
      privateKey,
    );
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
  let spelled = 0;
  // Bodies of each length, so that they end in two, four and no unused bits.
  for (const packet of ['a', 'ab', 'abc'].map(report)) {
    expect(openPacket(packet)?.isSignedBy(publicKey)).toBe(true);
    const [body, signature] = packet.split('.') as [string, string];
    for (const letter of letters) {
      const others = [`${body}.${signature.slice(0, -1)}${letter}`, `${body.slice(0, -1)}${letter}.${signature}`];
      for (const other of others.filter((each) => each !== packet)) {
        const bytes = (text: string) => text.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex'));
        if (String(bytes(other)) !== String(bytes(packet))) continue;
        spelled++;
        expect(openPacket(other)).toBe(null);
      }
    }
  }
  // The signature's last letter has four unused bits, and that of two of the bodies four and two.
  expect(spelled).toBe(3 * 15 + 15 + 3);
});
