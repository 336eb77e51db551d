import { createContext, use, useMemo, useState, type ReactNode } from 'react';
import { en } from './messages.en.ts';

/** The languages of the portal and what holds their words. English is the measure: every other has the same keys. */
export type Language = 'en' | 'es';
export type MessageKey = keyof typeof en;
type Shape<T> = T extends string ? string : { one: string; other: string };
export type Messages = { readonly [K in MessageKey]: Shape<(typeof en)[K]> };

type Placeholders<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest> : never;
type TextOf<T> = T extends string ? T : T extends { one: infer A; other: infer B } ? A | B | '{n}' : never;
type Values<K extends MessageKey> = Placeholders<TextOf<(typeof en)[K]>>;
/** Keys whose text needs no values. */
export type PlainKey = { [K in MessageKey]: [Values<K>] extends [never] ? K : never }[MessageKey];
type Arguments<K extends MessageKey> = [Values<K>] extends [never] ? [] : [values: Record<Values<K>, string | number>];

export type Say = <K extends MessageKey>(key: K, ...rest: Arguments<K>) => string;

export interface Words {
  readonly language: Language;
  /** The text of a key, with its values put in and its plural chosen by `n`. */
  readonly say: Say;
  /** The text of a key made at run time, such as `kind.` + kind; null where there is none. */
  readonly sayIfKnown: (key: string) => string | null;
}

const storageKey = 'flashlight.language';

/** Before anybody is signed in: what was chosen last in this browser, or what the browser wishes. A session has its own. */
export function firstLanguage(): Language {
  try {
    const stored = localStorage.getItem(storageKey);
    if (stored === 'en' || stored === 'es') return stored;
  } catch {
    // Fall through to the browser's wish.
  }
  return navigator.language.toLowerCase().startsWith('es') ? 'es' : 'en';
}

export async function loadMessages(language: Language): Promise<Messages> {
  return language === 'es' ? (await import('./messages.es.ts')).es : en;
}

/** Binds messages to a language. Numbers are written the language's way. */
export function makeWords(language: Language, messages: Messages): Words {
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language === 'es' ? 'es-US' : 'en-US');
  const fill = (text: string, values: Record<string, string | number> | undefined) =>
    values === undefined
      ? text
      : text.replace(/\{(\w+)\}/g, (whole, name: string) => {
          const value = values[name];
          return value === undefined ? whole : typeof value === 'number' ? number.format(value) : value;
        });
  const textOf = (key: MessageKey, values: Record<string, string | number> | undefined) => {
    const message = messages[key];
    if (typeof message === 'string') return fill(message, values);
    return fill(plural.select(Number(values?.['n'] ?? 0)) === 'one' ? message.one : message.other, values);
  };
  return {
    language,
    say: (key, ...rest) => textOf(key, rest[0]),
    sayIfKnown: (key) => (Object.hasOwn(messages, key) ? textOf(key as MessageKey, undefined) : null),
  };
}

interface WordsState extends Words {
  readonly chooseLanguage: (language: Language) => void;
}

const WordsContext = createContext<WordsState | null>(null);

export function WordsProvider(props: { first: { language: Language; messages: Messages }; children: ReactNode }) {
  const [chosen, setChosen] = useState(props.first);
  const value = useMemo<WordsState>(
    () => ({
      ...makeWords(chosen.language, chosen.messages),
      chooseLanguage: (language) => {
        void loadMessages(language).then((messages) => {
          document.documentElement.lang = language;
          try {
            localStorage.setItem(storageKey, language);
          } catch {
            // The choice holds until the page is closed.
          }
          setChosen({ language, messages });
        });
      },
    }),
    [chosen],
  );
  return <WordsContext value={value}>{props.children}</WordsContext>;
}

export function useWords(): WordsState {
  const words = use(WordsContext);
  if (words === null) throw new Error('useWords outside WordsProvider');
  return words;
}
