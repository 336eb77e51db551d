/** Headers as data: a list parted by commas, over as many lines as it needs. */
export function headerList(text: string): readonly string[] {
  return text
    .split(',')
    .map((header) => header.trim().replace(/\s+/g, ' '))
    .filter((header) => header !== '');
}
