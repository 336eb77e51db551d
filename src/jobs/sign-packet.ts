import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { packetContext, parseSensorMessage, type SensorMessage } from '../model/sensor-packet.ts';

/** A message with its signature: base64url of its JSON, a point, base64url of the Ed25519 signature. Far longer than any real one. */
const packetLengthMax = 500_000;

/** Signs what a sensor sends. What is signed are the bytes that travel, so that no two readings of one message exist. */
export function signPacket(message: SensorMessage, privateKey: KeyObject): string {
  const body = Buffer.from(JSON.stringify(message)).toString('base64url');
  return `${body}.${sign(null, Buffer.from(packetContext + body), privateKey).toString('base64url')}`;
}

export interface OpenPacket {
  readonly message: SensorMessage;
  isSignedBy(publicKey: KeyObject): boolean;
}

/** Base64url leaves bits of a last letter unused: of each bytes one text alone is taken, or the same message would come under several. */
const bytesOf = (text: string): Buffer | null => {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : null;
};

/** Reads a message without believing it: whose it is has to be known before the signature can be held against a key. */
export function openPacket(packet: string): OpenPacket | null {
  if (packet.length > packetLengthMax) return null;
  const found = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{86})$/.exec(packet);
  if (found === null) return null;
  const [, body = '', signature = ''] = found;
  const [bodyBytes, signatureBytes] = [bytesOf(body), bytesOf(signature)];
  if (bodyBytes === null || signatureBytes === null) return null;
  const message = parseSensorMessage(bodyBytes.toString('utf8'));
  if (message === null) return null;
  return {
    message,
    isSignedBy: (publicKey) => verify(null, Buffer.from(packetContext + body), publicKey, signatureBytes),
  };
}

/** Before the 32 bytes of an Ed25519 key in SubjectPublicKeyInfo (RFC 8410). */
const keyPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * Points of small order, as y with and without the sign of x and with y not reduced: of such a key anybody makes signatures. Each times eight
 * is the neutral point (RFC 8032, 5.1; checked by computing it).
 */
const weakKeys: ReadonlySet<string> = new Set([
  '00'.repeat(32),
  `01${'00'.repeat(31)}`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`,
]);

/** Whether a public key is one that anybody can sign with. */
export function isWeakKey(bytes: Uint8Array): boolean {
  const y = Buffer.from(bytes);
  y[31]! &= 0x7f;
  return weakKeys.has(y.toString('hex'));
}

/** A public key from its 32 bytes. */
export function publicKeyOf(bytes: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([keyPrefix, bytes]), format: 'der', type: 'spki' });
}

/** The 32 bytes of a public key. */
export function publicKeyBytes(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(keyPrefix.length) as Buffer;
}
