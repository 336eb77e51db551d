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

/** Reads a message without believing it: whose it is has to be known before the signature can be held against a key. */
export function openPacket(packet: string): OpenPacket | null {
  if (packet.length > packetLengthMax) return null;
  const found = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{86})$/.exec(packet);
  if (found === null) return null;
  const [, body = '', signature = ''] = found;
  const message = parseSensorMessage(Buffer.from(body, 'base64url').toString('utf8'));
  if (message === null) return null;
  return {
    message,
    isSignedBy: (publicKey) =>
      verify(null, Buffer.from(packetContext + body), publicKey, Buffer.from(signature, 'base64url')),
  };
}

/** Before the 32 bytes of an Ed25519 key in SubjectPublicKeyInfo (RFC 8410). */
const keyPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** A public key from its 32 bytes. */
export function publicKeyOf(bytes: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([keyPrefix, bytes]), format: 'der', type: 'spki' });
}

/** The 32 bytes of a public key. */
export function publicKeyBytes(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(keyPrefix.length) as Buffer;
}
