/**
 * The sections an inspection cites, one entry a citation: `478.124(c)(1), 478.124(c)(5), 18 USC 923(g)` gives
 * `478.124`, `478.124`, `18 USC 923`. Paragraphs stay in the record. A section the publisher could not read
 * (`[MISSING]`) is left out.
 */
export function readCitations(cell: string): string[] {
  return cell
    .split(/[,;|]/)
    .map((part) =>
      part
        .trim()
        .replace(/^27\s*C\.?F\.?R\.?\s*(?:§+|part|sec(?:tion|\.)?)?\s*/i, '')
        .replace(/^§+\s*/, '')
        .replace(/\(.*$/, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((section) => /\d/.test(section));
}
