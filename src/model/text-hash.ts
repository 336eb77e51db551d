/**
 * Two independent 32-bit hashes of a text in one pass, after FNV-1a (Fowler, Noll, Vo): quick, and no defence against
 * texts made to collide.
 */
export function textHashes(text: string): readonly [number, number] {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
    b ^= b >>> 15;
  }
  return [(a ^ (a >>> 16)) >>> 0, b >>> 0];
}
