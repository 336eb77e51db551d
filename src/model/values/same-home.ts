/**
 * Whether two addresses are of one home.
 *
 * **Source.** Our own rule: a street of one name lies in many towns, and what one clerk leaves out is no difference. **Input.** Addresses as
 * cleaned. **Output.** True or false; null where too little is recorded to say. **Limits.** Addresses are compared as written: a misspelt
 * street or a unit left out is another one. Two towns of a state with a street of one name that share a ZIP code are taken for one.
 */
export interface HomeAddress {
  readonly address: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
}

const townOf = ({ city, state }: HomeAddress) =>
  city === null || state === null ? null : `${city.toUpperCase()} ${state}`;

/** By ZIP code where both give one, else by town. */
export function isSameHome(a: HomeAddress, b: HomeAddress): boolean | null {
  if (a.address === null || b.address === null) return null;
  if (a.address !== b.address) return false;
  if (a.zip !== null && b.zip !== null) return a.zip === b.zip;
  const [one, other] = [townOf(a), townOf(b)];
  return one === null || other === null ? null : one === other;
}

/** What to look others of a home up by: whoever is of the same home has one of these too. None where nothing says where the street is. */
export function homeKeys(home: HomeAddress): string[] {
  if (home.address === null) return [];
  return [home.zip, townOf(home)].filter((place) => place !== null).map((place) => `${home.address} ${place}`);
}
