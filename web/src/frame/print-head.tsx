import { useEffect } from 'react';
import { handlingWords } from './page-handling.ts';
import { usePurpose } from './print-purpose.ts';
import { useFormats, useSession } from './session.ts';
import { usePrinting } from './theme.ts';
import { useWords } from './words.tsx';

/** Text between the quotes of a style sheet: a name from a file must not end it. */
function quoted(text: string): string {
  return `"${text.replaceAll(/[\\"]/g, (sign) => `\\${sign}`).replaceAll(/[\n\r\f]/g, ' ')}"`;
}

/**
 * What stands at the head of a printed page, and in the margins of every sheet of it: how it may be handled, what for, who
 * printed it and when, what it is of, which sheet of how many.
 */
export function PrintHead({ title, handling }: { title: string; handling: readonly string[] | null }) {
  const { say, sayIfKnown } = useWords();
  const formats = useFormats();
  const session = useSession();
  const [purpose] = usePurpose();
  const printing = usePrinting();
  const tags = [...new Set(handling)].toSorted();
  const printed = say('firearm.printed', {
    when: formats.moment(new Date().toISOString()),
    actor: session.actor,
    agency: session.agency.name,
  });
  const page = say('print.page');
  const handled = handlingWords(handling, { say });
  useEffect(() => {
    if (!printing) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      `@page { @top-left { content: ${quoted(handled)} } @top-right { content: ${quoted(title)} }
        @bottom-left { content: ${quoted(printed)} }
        @bottom-right { content: ${quoted(`${page} `)} counter(page) " / " counter(pages) } }`,
    );
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    };
  }, [printing, handled, title, printed, page]);
  return (
    <div className="print-head print-only">
      <p>
        <strong>{say('app.name')}</strong> <span>{printed}</span>
      </p>
      <p>
        <strong>{handled}</strong>
      </p>
      {tags.map((tag) => {
        const words = sayIfKnown(`handling.${tag}`);
        return words === null ? null : (
          <p key={tag} className="small">
            {tag}: {words}
          </p>
        );
      })}
      <p>
        {say('print.purpose')}: {purpose.trim() === '' ? <span className="print-blank" /> : purpose}
      </p>
    </div>
  );
}
