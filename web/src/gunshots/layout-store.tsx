import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import type { LayoutSensor } from '../../../src/model/gunshot-desk.ts';
import { useFormats, useMay } from '../frame/session.ts';
import { Failed, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { saveFile } from '../links/export-files.ts';
import { layoutsQuery, saveLayout } from './gunshot-queries.ts';
import { layoutAsCsv, layoutAsJson, readLayout, type LayoutFault } from './layout-files.ts';
import type { Layout } from './use-layout.ts';

const fileBytesMax = 1_000_000;

/** Where a layout comes from and goes to: the sensors that stand, layouts that were saved, and files. */
export function LayoutStore({ layout, places }: { layout: Layout; places: readonly LayoutSensor[] | null }) {
  const { say } = useWords();
  const formats = useFormats();
  const may = useMay();
  const client = useQueryClient();
  const layouts = useQuery(layoutsQuery);
  const [name, setName] = useState('');
  const [fault, setFault] = useState<LayoutFault | null>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const items = layouts.data?.items ?? [];
  const save = useMutation({
    mutationFn: () =>
      saveLayout({
        name: name.trim(),
        after: items.find((each) => each.name === name.trim())?.version ?? 0,
        sensors: layout.sensors,
      }),
    onSettled: () => client.invalidateQueries({ queryKey: layoutsQuery.queryKey }),
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') save.mutate();
  };
  const open = async (file: File | undefined) => {
    if (file === undefined) return;
    const read =
      file.size > fileBytesMax
        ? ({ kind: 'refused', fault: { kind: 'unreadable' } } as const)
        : readLayout(await file.text());
    setFault(read.kind === 'refused' ? read.fault : null);
    if (read.kind === 'read') layout.replace(read.sensors);
    if (chooser.current !== null) chooser.current.value = '';
  };
  const give = (ending: 'csv' | 'json') =>
    saveFile(
      `layout.${ending}`,
      new Blob([ending === 'csv' ? layoutAsCsv(layout.sensors) : layoutAsJson(layout.sensors)], {
        type: ending === 'csv' ? 'text/csv' : 'application/json',
      }),
    );
  return (
    <>
      <section aria-labelledby="layout-from" className="screen-only">
        <h2 id="layout-from">{say('gunshots.layoutFrom')}</h2>
        <div className="buttons">
          <button
            type="button"
            className="button"
            disabled={places === null || places.length === 0}
            onClick={() => layout.replace((places ?? []).map(({ lon, lat }) => ({ lon, lat })))}
          >
            {say('gunshots.layoutStanding', { n: places?.length ?? 0 })}
          </button>
          <button type="button" className="button" onClick={() => chooser.current?.click()}>
            {say('gunshots.layoutFile')}
          </button>
          <input
            ref={chooser}
            type="file"
            hidden
            accept=".csv,.json,text/csv,application/json"
            aria-label={say('gunshots.layoutFile')}
            onChange={(event) => void open(event.currentTarget.files?.[0])}
          />
        </div>
        {fault === null ? null : (
          <p role="alert" className="conflict-note small">
            {fault.kind === 'place'
              ? say('gunshots.fault.place', { line: fault.line })
              : fault.kind === 'too-many'
                ? say('gunshots.fault.too-many', { n: fault.count })
                : say(`gunshots.fault.${fault.kind}`)}
          </p>
        )}
      </section>
      <section aria-labelledby="layouts">
        <h2 id="layouts">{say('gunshots.layouts')}</h2>
        {layouts.isError ? (
          <Failed error={layouts.error} retry={() => void layouts.refetch()} />
        ) : layouts.data === undefined ? (
          <SkeletonLines lines={2} />
        ) : items.length === 0 ? (
          <p className="muted small">{say('gunshots.layoutsNone')}</p>
        ) : (
          <ul className="layout-list">
            {items.map((each) => (
              <li key={each.name}>
                <button
                  type="button"
                  className="as-link"
                  onClick={() => {
                    layout.replace(each.sensors);
                    setName(each.name);
                  }}
                >
                  {each.name}
                </button>
                <span className="muted small block">
                  {say('gunshots.layoutOf', {
                    n: each.sensors.length,
                    version: each.version,
                    who: each.savedBy,
                    when: formats.moment(each.savedAt),
                  })}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section aria-labelledby="layout-to" className="screen-only">
        <h2 id="layout-to">{say('gunshots.layoutTo')}</h2>
        {may('sensors.write') ? (
          <form className="finding-form" onSubmit={send}>
            <label>
              {say('gunshots.layoutName')}
              <input
                className="field"
                value={name}
                maxLength={80}
                autoComplete="off"
                onChange={(event) => setName(event.currentTarget.value)}
              />
            </label>
            <button
              type="submit"
              className="button first"
              disabled={name.trim() === '' || layout.sensors.length === 0 || save.isPending}
            >
              {say('gunshots.layoutSave')}
            </button>
          </form>
        ) : null}
        <p role="status" className="small muted">
          {save.isSuccess ? say('gunshots.layoutSaved') : ''}
        </p>
        {save.isError ? <Failed error={save.error} /> : null}
        <div className="buttons">
          {(['csv', 'json'] as const).map((ending) => (
            <button
              key={ending}
              type="button"
              className="button"
              disabled={layout.sensors.length === 0}
              onClick={() => give(ending)}
            >
              {say('gunshots.layoutGive', { ending: ending.toUpperCase() })}
            </button>
          ))}
        </div>
        <p className="muted small">{say('gunshots.layoutSecret')}</p>
      </section>
    </>
  );
}
