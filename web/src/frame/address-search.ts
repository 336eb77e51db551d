type Search = Record<string, string>;

/** Only the named parts of the address and what was made of the page's lists, as text, and only where they are set. */
export function only<const Names extends readonly string[]>(...names: Names) {
  return (search: Record<string, unknown>) => {
    const kept: Search = {};
    for (const name of [...names, 'lists']) {
      const value = search[name];
      if (typeof value === 'string' && value !== '') kept[name] = value;
    }
    return kept as { [K in Names[number] | 'lists']?: string };
  };
}

/** The address is plain text: nothing in it is read as a number or as JSON. */
export function parseSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search))
    if (typeof value === 'string' && value !== '') query.set(name, value);
  const text = query.toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}
