import type { Link } from '../../../src/model/links.ts';

/** What anybody may have is no restriction; every other tag stands in the name of the file as well. */
const open = new Set(['CITY-PUBLIC']);

/** Handling tags of things and links, each once; null where those of a thing are not known. */
export function handlingOf(
  things: readonly { readonly id: string }[],
  links: readonly Pick<Link, 'handling'>[],
  tags: ReadonlyMap<string, readonly string[]>,
): string[] | null {
  if (things.some(({ id }) => !tags.has(id))) return null;
  return [
    ...new Set([...things.flatMap(({ id }) => tags.get(id)!), ...links.flatMap((link) => link.handling)]),
  ].toSorted();
}

/** The name of a file as whoever receives it reads it: what it is, and where it may go. */
export function exportName(title: string, handling: readonly string[], extension: string): string {
  const plain = title
    .normalize('NFKD')
    .replaceAll(/[^\w-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  const tags = handling.filter((tag) => !open.has(tag)).map((tag) => `_${tag}`);
  return `${plain === '' ? 'links' : plain}${tags.join('')}.${extension}`;
}

/** The lines at the head of a table, before its columns: each begins with a number sign. */
export function csvHead(lines: readonly string[]): string {
  return lines.map((line) => `# ${line.replaceAll(/[\r\n]+/g, ' ')}\r\n`).join('');
}
