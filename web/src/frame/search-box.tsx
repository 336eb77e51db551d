import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { labelText } from './entity-label.ts';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { SearchResult } from '../../../src/model/search-answer.ts';
import type { EntityKind } from '../../../src/model/tables.ts';
import { entityPath } from './entity-link.tsx';
import { Icon } from './icon.tsx';
import { useKeys } from './keys.ts';
import { searchQuery } from './queries.ts';
import { detailWords, serverWords } from './server-words.ts';
import { useFormats } from './session.ts';
import { useWords } from './words.tsx';

const debounceMilliseconds = 120;

/** Text that settles: the last value once nothing was typed for a moment. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(text), debounceMilliseconds);
    return () => window.clearTimeout(timer);
  }, [text]);
  return settled;
}

/** Results in groups by kind, in the order the best of each kind came. */
export function groupByKind(results: readonly SearchResult[]): [EntityKind, SearchResult[]][] {
  const groups = new Map<EntityKind, SearchResult[]>();
  for (const result of results)
    groups.set(result.kind as EntityKind, [...(groups.get(result.kind as EntityKind) ?? []), result]);
  return [...groups];
}

/** A field that finds entities while one types; the frame opens them, the links board adds them. */
export function EntityFinder(props: {
  label: string;
  placeholder: string;
  text: string;
  setText: (text: string) => void;
  choose: (result: SearchResult) => void;
  submit?: (text: string) => void;
  kind?: EntityKind;
  inputRef?: React.RefObject<HTMLInputElement | null>;
  trailing?: React.ReactNode;
}) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const listId = useId();
  const { text } = props;
  const settled = useSettled(text.trim());
  const asking = settled !== '' && text.trim() !== '';
  const { data, isFetching, isError } = useQuery({
    ...searchQuery({ q: settled, kind: props.kind, limit: 12 }),
    enabled: asking && open,
    placeholderData: keepPreviousData,
  });
  const groups = useMemo(() => groupByKind(data?.results ?? []), [data]);
  const flat = useMemo(() => groups.flatMap(([, results]) => results), [groups]);
  const shown = open && asking && data !== undefined && !isError;
  const hasAll = props.submit !== undefined && flat.length > 0;
  const count = flat.length + (hasAll ? 1 : 0);
  const optionId = (index: number) => `${listId}-${index}`;

  const pick = (index: number) => {
    const result = flat[index];
    setOpen(false);
    setActive(-1);
    if (result !== undefined) props.choose(result);
    else props.submit?.(text.trim());
  };

  useEffect(() => {
    if (active >= 0) document.getElementById(optionId(active))?.scrollIntoView({ block: 'nearest' });
  });

  return (
    <div
      className="finder"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <Icon name="search" size={18} />
      <input
        ref={props.inputRef}
        type="search"
        className="field"
        role="combobox"
        aria-label={props.label}
        aria-expanded={shown}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={shown && active >= 0 ? optionId(active) : undefined}
        placeholder={props.placeholder}
        autoComplete="off"
        autoCorrect="off"
        autoCapitalize="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          props.setText(event.currentTarget.value);
          setOpen(true);
          setActive(-1);
        }}
        onFocus={() => setOpen(true)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' && count > 0) {
            event.preventDefault();
            setOpen(true);
            setActive((active + 1) % count);
          } else if (event.key === 'ArrowUp' && count > 0) {
            event.preventDefault();
            setActive((active <= 0 ? count : active) - 1);
          } else if (event.key === 'Enter') {
            event.preventDefault();
            if (shown && active >= 0) pick(active);
            else if (props.submit !== undefined && text.trim() !== '') {
              setOpen(false);
              props.submit(text.trim());
            } else if (flat.length > 0) pick(0);
          } else if (event.key === 'Escape') {
            event.preventDefault();
            event.stopPropagation();
            if (shown) setOpen(false);
            else event.currentTarget.blur();
          }
        }}
      />
      {props.trailing}
      <div
        className="finder-list"
        id={listId}
        role="listbox"
        aria-label={say('search.results')}
        hidden={!shown}
        data-waiting={isFetching}
      >
        {shown && flat.length === 0 ? (
          <div role="option" aria-selected="false" aria-disabled="true" className="finder-none">
            {data.note === undefined ? say('search.none', { query: settled }) : serverWords(data.note, words)}
          </div>
        ) : null}
        {shown
          ? groups.map(([kind, results]) => (
              <div key={kind} role="group" aria-labelledby={`${listId}-${kind}`}>
                <div id={`${listId}-${kind}`} className="finder-kind" role="presentation">
                  {say(`kinds.${kind}`)}
                </div>
                {results.map((result) => {
                  const index = flat.indexOf(result);
                  return (
                    <div
                      key={`${result.id} ${result.field}`}
                      id={optionId(index)}
                      role="option"
                      aria-selected={active === index}
                      className="finder-option"
                      onPointerMove={() => setActive(index)}
                      onMouseDown={(event) => event.preventDefault()}
                      onClick={() => pick(index)}
                    >
                      <Icon name={kind} size={18} />
                      <span className="finder-label">{labelText(result.label, words)}</span>
                      <span className="finder-why">{whyItFits(result, say)}</span>
                      <span className="finder-detail">{detailWords(result.detail, words, formats)}</span>
                    </div>
                  );
                })}
              </div>
            ))
          : null}
        {shown && flat.length > 0 && data.note !== undefined ? (
          <div role="option" aria-selected="false" aria-disabled="true" className="finder-none small">
            {serverWords(data.note, words)}
          </div>
        ) : null}
        {shown && hasAll ? (
          <div
            id={optionId(flat.length)}
            role="option"
            aria-selected={active === flat.length}
            className="finder-option finder-all"
            onPointerMove={() => setActive(flat.length)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(flat.length)}
          >
            <Icon name="right" size={18} />
            <span className="finder-label">{say('search.all', { query: settled })}</span>
          </div>
        ) : null}
      </div>
      <span className="unseen" role="status">
        {shown ? say('search.found', { n: flat.length }) : ''}
        {shown && data.note !== undefined ? ` ${serverWords(data.note, words)}` : ''}
      </span>
    </div>
  );
}

/** Which field fits and how: "Serial number BXK482, fits exactly". */
export function whyItFits(result: SearchResult, say: ReturnType<typeof useWords>['say']): string {
  const known = ['serial', 'name', 'address', 'licence', 'case-number', 'trace-number', 'report-number'] as const;
  const field = known.find((name) => name === result.field);
  return `${field === undefined ? result.field : say(`search.field.${field}`)} ${result.shown}, ${say(`search.why.${result.why}`)}`;
}

/** The one search that is always there. */
export function SearchBox() {
  const { say } = useWords();
  const navigate = useNavigate();
  const location = useRouterState({ select: (state) => state.location });
  const asked = location.pathname === '/search' ? ((location.search as { q?: string }).q ?? '') : '';
  const [text, setText] = useState(asked);
  const [seen, setSeen] = useState(location.href);
  const input = useRef<HTMLInputElement>(null);
  if (seen !== location.href) {
    setSeen(location.href);
    if (location.pathname === '/search') setText(asked);
  }
  useKeys([
    {
      key: '/',
      label: 'keys.search',
      run: () => {
        input.current?.focus();
        input.current?.select();
      },
    },
  ]);
  return (
    <search className="search">
      <EntityFinder
        label={say('search.label')}
        placeholder={say('search.hint')}
        text={text}
        setText={setText}
        inputRef={input}
        choose={(result) => {
          input.current?.blur();
          setText('');
          void navigate({ to: entityPath(result.id) });
        }}
        submit={(query) => {
          input.current?.blur();
          void navigate({ to: '/search', search: { q: query } });
        }}
        trailing={<kbd aria-hidden="true">/</kbd>}
      />
    </search>
  );
}
