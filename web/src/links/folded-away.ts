import type { Link } from '../../../src/model/links.ts';

/** What hangs on folded entities alone, and on nothing else that is drawn; what is in `stays` never goes. */
export function foldedAway(
  links: readonly Pick<Link, 'subject' | 'object'>[],
  folded: readonly string[],
  stays: ReadonlySet<string>,
): ReadonlySet<string> {
  if (folded.length === 0) return new Set();
  const into = new Set(folded);
  const away = new Set<string>();
  const held = new Set<string>();
  const look = (id: string, other: string) => {
    if (id === other || into.has(id) || stays.has(id)) return;
    if (into.has(other)) away.add(id);
    else held.add(id);
  };
  for (const { subject, object } of links) {
    look(subject, object);
    look(object, subject);
  }
  return new Set([...away].filter((id) => !held.has(id)));
}
