const cache = new Map<string, string>();

/** `Serial No.`, `serial_number`, `SerialNumber` → comparable words: lower case, one space between words, no punctuation. */
export function normaliseHeader(header: string): string {
  let words = cache.get(header);
  if (words === undefined) {
    words = header
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .replace(/#/g, ' number ')
      .replace(/[^a-z0-9]+/g, ' ')
      .replace(/\b(no|num|nbr|nr)\b/g, 'number')
      .trim();
    if (cache.size > 10_000) cache.clear();
    cache.set(header, words);
  }
  return words;
}
