/** What a reader has made of a list: its order, what is filtered, by which column it is grouped, which groups are closed. */
export interface TableState {
  readonly sort: { readonly id: string; readonly descending: boolean } | null;
  readonly filter: string;
  readonly group: string | null;
  readonly closed: readonly string[];
}

export const plainTable: TableState = { sort: null, filter: '', group: null, closed: [] };

/**
 * The lists of a page as the address has them: `events;s=-when;g=event,links;q=glock`. What is written is encoded, so that
 * the separators stand for themselves.
 */
export function readTables(text: string | undefined): ReadonlyMap<string, TableState> {
  const found = new Map<string, TableState>();
  for (const part of (text ?? '').split(',')) {
    const [name, ...settings] = part.split(';');
    if (name === undefined || name === '') continue;
    const state: { -readonly [K in keyof TableState]: TableState[K] } = { ...plainTable };
    for (const setting of settings) {
      const value = decoded(setting.slice(2));
      if (value === null || value === '') continue;
      if (setting.startsWith('s=')) state.sort = { id: value.replace(/^-/, ''), descending: value.startsWith('-') };
      else if (setting.startsWith('q=')) state.filter = value;
      else if (setting.startsWith('g=')) state.group = value;
      else if (setting.startsWith('c=')) state.closed = [...state.closed, value];
    }
    found.set(name, state);
  }
  return found;
}

/** The text for the address with one list changed; undefined where no list was touched. */
export function writeTable(text: string | undefined, name: string, state: TableState): string | undefined {
  const tables = new Map(readTables(text)).set(name, state);
  const parts = [...tables].flatMap(([table, { sort, filter, group, closed }]) => {
    const settings = [
      ...(sort === null ? [] : [`s=${encode(`${sort.descending ? '-' : ''}${sort.id}`)}`]),
      ...(filter === '' ? [] : [`q=${encode(filter)}`]),
      ...(group === null ? [] : [`g=${encode(group)}`]),
      ...(group === null ? [] : closed.map((key) => `c=${encode(key)}`)),
    ];
    return settings.length === 0 ? [] : [[table, ...settings].join(';')];
  });
  return parts.length === 0 ? undefined : parts.join(',');
}

const encode = (text: string) => encodeURIComponent(text.isWellFormed() ? text : text.toWellFormed());

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
