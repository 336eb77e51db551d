/**
 * An item or acquisition number as compared: its letters and figures alone, in capitals, for they are written with and without hyphens, blanks
 * and wide characters. What has none is itself.
 */
export function itemKey(text: string): string {
  const plain = text.normalize('NFKC').trim().toUpperCase();
  return plain.replace(/[^A-Z0-9]/g, '') || plain;
}
