import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { Preview } from '../../../src/model/import-answers.ts';
import { previewQuery } from './import-queries.ts';
import { keepDraft, type KeptDraft } from './kept-draft.ts';
import {
  changed,
  emptyHistory,
  redone,
  undone,
  withField,
  type DraftHistory,
  type Layout,
  type Mapping,
} from './mapping-draft.ts';

const settleMilliseconds = 200;

export interface Draft {
  readonly kept: KeptDraft;
  readonly mapping: Mapping | null;
  readonly layout: Layout | null;
  readonly header: readonly string[];
  readonly rows: Preview['rows'];
  /** The rows shown are those of an earlier choice, read anew at this moment. */
  readonly reading: boolean;
  readonly error: unknown;
  readonly retry: () => void;
  readonly choose: (next: Mapping) => void;
  readonly chooseField: (column: string, field: string | null) => void;
  /** Column a field was taken from by the last choice. */
  readonly takenFrom: string | null;
  readonly undo: (() => void) | null;
  readonly redo: (() => void) | null;
  readonly mappingName: string | null;
  readonly nameMapping: (name: string | null) => void;
}

/** What the reader says of a file, kept over reloads, and the first rows read with it a moment after each change. */
export function useDraft(upload: string, first: KeptDraft): Draft {
  const [history, setHistory] = useState<DraftHistory>({ ...emptyHistory, now: first.mapping });
  const [mappingName, nameMapping] = useState(first.mappingName);
  const [takenFrom, setTakenFrom] = useState<string | null>(null);
  const mapping = history.now;
  const [settled, setSettled] = useState(mapping);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(mapping), settleMilliseconds);
    return () => window.clearTimeout(timer);
  }, [mapping]);
  useEffect(() => keepDraft(upload, { ...first, mapping, mappingName }), [upload, first, mapping, mappingName]);

  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({
    ...previewQuery(upload, settled),
    placeholderData: keepPreviousData,
  });
  const layout = useMemo(
    () => first.layouts.find((each) => each.feed === mapping?.feed && each.layout === mapping.layout) ?? null,
    [first.layouts, mapping],
  );
  const header = data?.header ?? first.header;
  return {
    kept: first,
    mapping,
    layout,
    header,
    rows: data?.rows ?? [],
    reading: isFetching || isPlaceholderData || settled !== mapping,
    error,
    retry: () => void refetch(),
    choose: (next) => {
      setTakenFrom(null);
      setHistory((before) => changed(before, next));
    },
    chooseField: (column, field) => {
      if (mapping === null) return;
      const chosen = withField(mapping, column, field);
      setTakenFrom(chosen.takenFrom);
      setHistory((before) => changed(before, chosen.mapping));
    },
    takenFrom,
    undo: history.past.length === 0 ? null : () => setHistory(undone),
    redo: history.future.length === 0 ? null : () => setHistory(redone),
    mappingName,
    nameMapping,
  };
}
