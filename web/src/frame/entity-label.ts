import type { Words } from './words.tsx';

/** Names the server makes where a record gives none of its own, and the text that says the same in the reader's language. */
const made = [
  [/^Gunshot alert (?!of )(.+)$/, 'label.alert'],
  [/^Call (?!of )(.+)$/, 'label.call'],
  [/^Case (.+)$/, 'label.case'],
  [/^(.*)\bserial not given$/, 'label.serialNotGiven'],
  [/^(.*)\bno serial$/, 'label.noSerial'],
  [/^Name not given()$/, 'label.nameNotGiven'],
  [/^Dealer not named()$/, 'label.dealerNotNamed'],
  [/^Place not given()$/, 'label.placeNotGiven'],
] as const;

/** The name of an entity in the reader's language: what a record gives stays as it is. */
export function labelText(label: string, { language, say }: Pick<Words, 'language' | 'say'>): string {
  if (language === 'en') return label;
  for (const [pattern, key] of made) {
    const found = pattern.exec(label);
    if (found !== null) return say(key, { name: found[1]! });
  }
  return label;
}

/** What a mark on a line of time calls a firearm: its serial number, which stands last in its name, or all of the name without one. */
export function shortLabel(label: string): string {
  return /\b(serial not given|no serial)$/.test(label) ? label : (label.split(' ').at(-1) ?? label);
}
