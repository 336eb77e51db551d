import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { isWeakKey, publicKeyBytes } from './sign-packet.ts';

test('a key anybody can sign with is told from one that somebody has', () => {
  // Of the first the signature "this point, and nothing" is good for every message with OpenSSL 3.0 (Node 20), not with 3.5.
  for (const hex of [`01${'00'.repeat(31)}`, '00'.repeat(32), `${'00'.repeat(31)}80`, `ec${'ff'.repeat(31)}`])
    expect(isWeakKey(Buffer.from(hex, 'hex'))).toBe(true);
  for (let times = 0; times < 50; times++)
    expect(isWeakKey(publicKeyBytes(generateKeyPairSync('ed25519').publicKey))).toBe(false);
});
