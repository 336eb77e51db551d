import { useLayoutEffect, useRef } from 'react';
import { linkThing } from '../../../src/model/boards.ts';
import { useFormats } from '../frame/session.ts';
import { usePrinting } from '../frame/theme.ts';
import { apiBase } from '../frame/request.ts';
import { useWords } from '../frame/words.tsx';
import { drawingOf, type ExportProps } from './export-menu.tsx';

/** The drawing of the board for paper, made of lines and not of points. */
export function BriefingPicture(props: ExportProps) {
  const printing = usePrinting();
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const paper = box.current;
    if (!printing || paper === null) return;
    const drawn = new DOMParser().parseFromString(
      drawingOf(props, { on: 'sheet', lines: [] }),
      'image/svg+xml',
    ).documentElement;
    drawn.removeAttribute('width');
    drawn.removeAttribute('height');
    paper.replaceChildren(document.importNode(drawn, true));
    return () => paper.replaceChildren();
  });
  return printing ? <div ref={box} className="briefing-picture print-only" /> : null;
}

/** Every note and picture of the board, for paper: on the screen each stands beside what it is on. */
export function BriefingNotes({ handle, nameOf }: Pick<ExportProps, 'handle' | 'nameOf'>) {
  const { say } = useWords();
  const formats = useFormats();
  const printing = usePrinting();
  const { saved } = handle;
  if (!printing || saved === null || saved.notes.length + saved.pictures.length === 0) return null;
  const links = new Map(handle.board.links.map((link) => [linkThing(link.id), link]));
  const drawn = new Set([...handle.board.entities.map((entity) => entity.id), ...links.keys()]);
  const shown = (on: string | null) => on === null || drawn.has(on);
  const about = (on: string | null) => {
    const link = links.get(on ?? '');
    if (link === undefined) return on === null ? saved.board.name : nameOf(on);
    return `${nameOf(link.subject)} ${say(`reads.${link.predicate}`)} ${nameOf(link.object)}`;
  };
  const { board } = saved.board;
  /** A note or picture inherits the tags of what it is on. */
  const tagged = (on: string | null) => {
    const tags = on === null ? handle.handling : (links.get(on)?.handling ?? handle.board.tags.get(on));
    return tags === null || tags === undefined || tags.length === 0
      ? ''
      : ` · ${say('export.handling', { tags: tags.join(', ') })}`;
  };
  return (
    <section className="panel briefing-notes print-only">
      <h2>{say('note.title')}</h2>
      <dl>
        {saved.notes
          .filter((note) => shown(note.on))
          .map((note) => (
            <div key={note.note}>
              <dt>
                {about(note.on)} · {say('note.by', { who: note.writtenBy, when: formats.moment(note.writtenAt) })}
                {tagged(note.on)}
              </dt>
              <dd className="note-text">{note.text}</dd>
            </div>
          ))}
      </dl>
      <ul className="picture-list">
        {saved.pictures
          .filter((picture) => shown(picture.on))
          .map((picture) => (
            <li key={picture.picture}>
              <img src={`${apiBase}/boards/${board}/pictures/${picture.picture}`} alt={picture.caption} />
              <span className="small">
                {about(picture.on)} · {picture.caption}
                {tagged(picture.on)}
              </span>
            </li>
          ))}
      </ul>
    </section>
  );
}
