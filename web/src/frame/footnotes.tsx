import { createContext, use, useMemo, type ReactNode } from 'react';
import type { SourceRef } from '../../../src/model/evidence.ts';
import { useFormats, useSession } from './session.ts';
import { usePrinting } from './theme.ts';
import { useWords } from './words.tsx';

/** The source rows a page rests on, each with its number, in the order the page speaks of them. */
export type Footnotes = ReadonlyMap<string, { readonly number: number; readonly source: SourceRef }>;

const keyOf = (source: SourceRef) => `${source.record} ${source.version}`;

/** Numbers the rows, each once however often it is named. */
export function numberSources(sources: readonly SourceRef[]): Footnotes {
  const found = new Map<string, { number: number; source: SourceRef }>();
  for (const source of sources)
    if (!found.has(keyOf(source))) found.set(keyOf(source), { number: found.size + 1, source });
  return found;
}

const FootnotesContext = createContext<Footnotes>(new Map());

export function FootnotesProvider(props: { sources: readonly SourceRef[]; children: ReactNode }) {
  const notes = useMemo(() => numberSources(props.sources), [props.sources]);
  return <FootnotesContext value={notes}>{props.children}</FootnotesContext>;
}

/** On paper, the numbers of the rows a statement rests on; on the screen they open beside it. */
export function FootnoteMarks({ sources }: { sources: readonly SourceRef[] }) {
  const notes = use(FootnotesContext);
  const numbers = [...new Set(sources.flatMap((source) => notes.get(keyOf(source))?.number ?? []))];
  if (numbers.length === 0) return null;
  return <sup className="footnote-marks print-only">{numbers.toSorted((a, b) => a - b).join(', ')}</sup>;
}

/** The list the numbers lead to, at the end of the printed page; it may be long, and is made when paper asks for it. */
export function FootnoteList() {
  const notes = use(FootnotesContext);
  const { say, sayIfKnown } = useWords();
  const formats = useFormats();
  const { agency } = useSession();
  const printing = usePrinting();
  if (notes.size === 0 || !printing) return null;
  return (
    <section className="footnotes print-only">
      <h2>{say('print.sources', { n: notes.size })}</h2>
      <ol>
        {[...notes.values()].map(({ number, source }) => (
          <li key={number} value={number}>
            {say('print.source', {
              file: source.file,
              line: source.line,
              feed: sayIfKnown(`feed.${source.feed}`) ?? source.feed,
              agency: agency.name,
              when: formats.moment(source.receivedAt),
              record: String(source.record),
              version: source.version,
            })}
          </li>
        ))}
      </ol>
    </section>
  );
}
