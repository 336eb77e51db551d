import type { LeadPicture } from '../../../src/model/lead-picture.ts';
import { labelText } from '../frame/entity-label.ts';
import { FootnoteMarks } from '../frame/footnotes.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';
import { LinkSample } from '../links/link-sample.tsx';
import { lookOf } from '../links/link-look.ts';

/** What ties those a lead is about, in words, each with its look and its rows. */
export function BriefingTies({ picture }: { picture: LeadPicture }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const names = new Map(picture.entities.map(({ id, label }) => [id as string, labelText(label, words)]));
  return (
    <ul className="briefing-ties">
      {picture.links.map((link) => (
        <li key={link.id} className={link.status === 'ACTIVE' ? '' : 'gone'}>
          <LinkSample look={lookOf(link)} />
          <span>
            {names.get(link.subject)} {say(`reads.${link.predicate}`)} {names.get(link.object)}
            {link.from === null ? '' : `, ${formats.day(link.from)}`}
            <FootnoteMarks sources={[link.source, ...(link.other === undefined ? [] : [link.other])]} />
          </span>
        </li>
      ))}
      {picture.links.length === 0 ? <li>{say('firearm.noLinks')}</li> : null}
    </ul>
  );
}
