import { Failure } from '../../model/errors.ts';

/** What a reader of XML hears, in the order of the text. Names come without their namespace prefix. */
export interface XmlListener {
  /** `attributes` is the text between the name and the end of the tag; read it with `xmlAttribute`. */
  open(name: string, attributes: string): void;
  close(name: string): void;
  /** Text with entities resolved; a long text may come in several parts. */
  text(text: string): void;
}

export interface XmlScanner {
  push(text: string): void;
  end(): void;
}

/** A tag of a workbook is a few hundred characters; beyond this it is no workbook. */
const tagCharactersMax = 1024 * 1024;

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Resolves the five entities of XML and character references; others are left as they stand, none is ever defined. */
export function xmlText(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-z]{2,4});/g, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name] ?? whole;
    const point = name[1] === 'x' ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

/** Value of one attribute (name without prefix) from the text of a tag, or null. */
export function xmlAttribute(attributes: string, name: string): string | null {
  for (let at = attributes.indexOf(name); at >= 0; at = attributes.indexOf(name, at + 1)) {
    const before = at === 0 ? ' ' : attributes[at - 1]!;
    if (!/[\s:]/.test(before)) continue;
    const rest = /^\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(attributes.slice(at + name.length));
    if (rest !== null) return xmlText(rest[1] ?? rest[2] ?? '');
  }
  return null;
}

function localName(tag: string): string {
  const colon = tag.indexOf(':');
  return colon < 0 ? tag : tag.slice(colon + 1);
}

/**
 * Reads XML piece by piece, cut anywhere, without building a tree and without following any definition inside the
 * document (so no entity can grow). It knows what spreadsheets need and does not judge whether the rest is valid.
 */
export function scanXml(listener: XmlListener): XmlScanner {
  let tail = '';

  function run(text: string, final: boolean): void {
    const whole = tail + text;
    const done = scan(whole, final);
    tail = whole.slice(done);
    if (tail.length > tagCharactersMax) {
      throw new Failure(
        'file.damaged',
        'Expected a workbook, got XML with a tag that does not end: save the file again.',
      );
    }
  }

  function scan(text: string, final: boolean): number {
    let i = 0;
    while (i < text.length) {
      if (text.charCodeAt(i) !== 60) {
        const next = text.indexOf('<', i);
        let stop = next < 0 ? text.length : next;
        if (next < 0 && !final) {
          const entity = text.lastIndexOf('&');
          if (entity >= i && text.length - entity < 12) stop = entity; // an entity may continue in the next piece
        }
        if (stop > i) listener.text(xmlText(text.slice(i, stop)));
        i = stop;
        if (next < 0) return i;
        continue;
      }
      const after = special(text, i);
      if (after === 'unfinished') return i;
      if (after > 0) {
        i = after;
        continue;
      }
      const end = tagEnd(text, i);
      if (end < 0) return i;
      if (text[i + 1] === '/') {
        listener.close(localName(text.slice(i + 2, end).trim()));
      } else {
        const empty = text[end - 1] === '/';
        const inner = text.slice(i + 1, empty ? end - 1 : end);
        const space = inner.search(/\s/);
        const name = localName(space < 0 ? inner : inner.slice(0, space));
        listener.open(name, space < 0 ? '' : inner.slice(space));
        if (empty) listener.close(name);
      }
      i = end + 1;
    }
    return i;
  }

  /** Comments, declarations and CDATA; 0 where the tag is an ordinary one. */
  function special(text: string, at: number): number | 'unfinished' {
    const second = text[at + 1];
    if (second === undefined) return 'unfinished';
    if (second !== '!' && second !== '?') return 0;
    if ('<![CDATA['.startsWith(text.slice(at, at + 9)) || '<!--'.startsWith(text.slice(at, at + 4))) {
      if (text.length < at + 9) return 'unfinished';
    }
    const cdata = text.startsWith('<![CDATA[', at);
    const close = cdata ? ']]>' : text.startsWith('<!--', at) ? '-->' : '>';
    const end = text.indexOf(close, at + 2);
    if (end < 0) return 'unfinished';
    if (cdata) listener.text(text.slice(at + 9, end));
    return end + close.length;
  }

  function tagEnd(text: string, at: number): number {
    let i = text.indexOf('>', at);
    let from = at;
    // A `>` inside a quoted attribute value does not end the tag.
    while (i >= 0) {
      const quote = firstQuote(text, from, i);
      if (quote < 0) return i;
      const close = text.indexOf(text[quote]!, quote + 1);
      if (close < 0) return -1;
      from = close + 1;
      if (close > i) i = text.indexOf('>', close);
    }
    return -1;
  }

  function firstQuote(text: string, from: number, to: number): number {
    for (let i = from; i < to; i++) {
      const code = text.charCodeAt(i);
      if (code === 34 || code === 39) return i;
    }
    return -1;
  }

  return { push: (text) => run(text, false), end: () => run('', true) };
}
