import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../frame/icon.tsx';
import { useKeys } from '../frame/keys.ts';
import { PageFrame } from '../frame/page-frame.tsx';
import { useSession } from '../frame/session.ts';
import { Empty, Failed } from '../frame/states.tsx';
import { layoutWords, knownSentence } from '../frame/server-words.ts';
import { useWords, type Words } from '../frame/words.tsx';
import { fieldName } from './field-name.ts';
import { ChooseFile } from './choose-file.tsx';
import { ImportActions } from './import-actions.tsx';
import { mappingQuery, mappingsQuery } from './import-queries.ts';
import { keptDraft, type KeptDraft } from './kept-draft.ts';
import { columnsNotInFile, missingFields, sureness, withLayout, type Layout } from './mapping-draft.ts';
import { ColumnList, PreviewTable } from './preview-table.tsx';
import { fieldOf } from './column-chooser.tsx';
import { RowSettings } from './row-settings.tsx';
import { useDraft, type Draft } from './use-draft.ts';
import './imports.css';
import './wizard.css';

const route = getRouteApi('/signed-in/imports/new');
const narrow = '(max-width: 720px)';

/** From a file to an import: hand it in, say what it is and what its columns hold, see the rows read so, import. */
export function WizardPage() {
  const { say } = useWords();
  const { actions } = useSession();
  const { upload, mapping } = route.useSearch();
  const kept = upload === undefined ? null : keptDraft(upload);
  return (
    <PageFrame title={say('wizard.title')} className="wizard">
      <div className="page-head">
        <h1>{say('wizard.title')}</h1>
        {upload === undefined ? null : (
          <Link to="/imports/new" search={mapping === undefined ? {} : { mapping }} className="button">
            {say('wizard.another')}
          </Link>
        )}
      </div>
      {!actions.includes('imports.write') ? (
        <div className="panel">
          <Empty icon="lock" title={say('wizard.notYours')} help={say('wizard.notYoursHelp')} />
        </div>
      ) : upload === undefined ? (
        <ChooseFile mappingName={mapping ?? null} />
      ) : kept === null ? (
        <>
          <div className="panel">
            <Empty icon="imports" title={say('wizard.gone')} help={say('wizard.goneHelp')} />
          </div>
          <ChooseFile mappingName={mapping ?? null} />
        </>
      ) : (
        <FileDraft key={upload} upload={upload} kept={kept} wanted={mapping ?? null} actions={actions} />
      )}
    </PageFrame>
  );
}

function FileDraft(props: { upload: string; kept: KeptDraft; wanted: string | null; actions: readonly string[] }) {
  const words = useWords();
  const { say } = words;
  const [kept] = useState(props.kept);
  const draft = useDraft(props.upload, kept);
  const { mapping, layout } = draft;
  const client = useQueryClient();
  const [view, setView] = useState<'table' | 'list'>(() => (window.matchMedia(narrow).matches ? 'list' : 'table'));
  const [mappingError, setMappingError] = useState<unknown>(null);
  const applySaved = async (name: string) => {
    try {
      draft.choose(await client.fetchQuery(mappingQuery(name)));
      draft.nameMapping(name);
      setMappingError(null);
    } catch (error) {
      setMappingError(error);
    }
  };
  // The mapping named in the address is used once, when the file is first shown with it.
  const used = useRef(kept.mappingName);
  useEffect(() => {
    if (props.wanted === null || used.current === props.wanted) return;
    used.current = props.wanted;
    void applySaved(props.wanted);
  });
  useKeys([
    { key: 'z', label: 'keys.undo', run: () => draft.undo?.() },
    { key: 'y', label: 'keys.redo', run: () => draft.redo?.() },
  ]);
  const missing = mapping === null || layout === null ? [] : missingFields(mapping, layout);
  const absent = mapping === null ? [] : columnsNotInFile(mapping, draft.header);
  const whole = layout !== null && layout.fields.length === 0;
  const read = draft.header.filter((column) => fieldOf(draft, column) !== null).length;
  const accepted = draft.rows.filter((row) => row.outcome === 'accepted').length;
  // Rows that are accepted say more than the list of needed columns; without any, an import would bring nothing.
  const ready = mapping !== null && (whole || read > 0) && accepted > 0 && !draft.reading;
  return (
    <>
      <section className="panel" aria-labelledby="what">
        <h2 id="what" className="file-name">
          {kept.file}
        </h2>
        <p className="guess">{guessWords(kept, say, (layoutOf) => layoutTitle(layoutOf, kept, words))}</p>
        {kept.guess.note === undefined ? null : (
          <p className="conflict-note">
            <strong>{say('wizard.note')}</strong> {knownSentence(kept.guess.note, words) ?? kept.guess.note}
          </p>
        )}
        <WhatItIs draft={draft} applySaved={(name) => void applySaved(name)} />
        {mappingError === null ? null : <Failed error={mappingError} />}
        {absent.length === 0 ? null : (
          <p className="conflict-note">{say('wizard.savedMissing', { columns: absent.join(', ') })}</p>
        )}
      </section>
      {mapping === null || layout === null ? (
        <section className="panel" aria-labelledby="rows">
          <h2 id="rows">
            {draft.rows.length === 0 ? say('wizard.preview') : say('wizard.previewShown', { n: draft.rows.length })}
          </h2>
          {draft.error === null ? null : <Failed error={draft.error} retry={draft.retry} />}
          <PreviewTable draft={draft} layout={null} />
        </section>
      ) : (
        <>
          <section className="panel" aria-labelledby="columns">
            <div className="panel-head wizard-head">
              <h2 id="columns">
                {say('wizard.columnsRead', { read, all: draft.header.length })}
                {draft.rows.length === 0
                  ? ''
                  : ` · ${say('wizard.previewShown', { n: draft.rows.length })}: ${say('wizard.previewCounts', {
                      n: draft.rows.length,
                      accepted,
                      rejected: draft.rows.length - accepted,
                    })}`}
              </h2>
              {whole ? null : (
                <div className="segmented" role="group" aria-label={say('wizard.view')}>
                  {(['table', 'list'] as const).map((each) => (
                    <button key={each} type="button" aria-pressed={view === each} onClick={() => setView(each)}>
                      {say(`wizard.view.${each}`)}
                    </button>
                  ))}
                </div>
              )}
              <button
                type="button"
                className="button icon"
                aria-label={say('wizard.undo')}
                title={`${say('wizard.undo')} (z)`}
                disabled={draft.undo === null}
                onClick={() => draft.undo?.()}
              >
                <Icon name="undo" size={16} />
              </button>
              <button
                type="button"
                className="button icon"
                aria-label={say('wizard.redo')}
                title={`${say('wizard.redo')} (y)`}
                disabled={draft.redo === null}
                onClick={() => draft.redo?.()}
              >
                <Icon name="redo" size={16} />
              </button>
            </div>
            <p className="wizard-says" role="status">
              {draft.reading
                ? say('wizard.reading')
                : draft.takenFrom !== null
                  ? say('wizard.taken', { column: draft.takenFrom })
                  : ''}
            </p>
            {missing.length === 0 ? null : (
              <p className="missing">
                <Icon name="incident" size={16} />
                {say('wizard.missing', {
                  n: missing.length,
                  fields: missing.map((field) => fieldName(field, words)).join(', '),
                })}
              </p>
            )}
            {whole ? <p className="muted">{say('wizard.whole')}</p> : null}
            {draft.error === null ? null : <Failed error={draft.error} retry={draft.retry} />}
            {view === 'list' && !whole ? (
              <ColumnList draft={draft} layout={layout} />
            ) : (
              <PreviewTable draft={draft} layout={layout} />
            )}
          </section>
          <section className="panel" aria-labelledby="settings">
            <h2 id="settings">{say('wizard.settings')}</h2>
            <RowSettings draft={draft} layout={layout} mapping={mapping} />
          </section>
          <ImportActions
            key={draft.mappingName ?? ''}
            upload={props.upload}
            draft={draft}
            mapping={mapping}
            ready={ready}
            actions={props.actions}
          />
        </>
      )}
    </>
  );
}

function layoutTitle(
  wanted: { feed: string | null; layout: string | null },
  kept: KeptDraft,
  words: Pick<Words, 'language' | 'say' | 'sayIfKnown'>,
): string {
  const found = kept.layouts.find(
    (each) => each.feed === wanted.feed && (wanted.layout === null || each.layout === wanted.layout),
  );
  return found === undefined ? (wanted.feed ?? '') : layoutWords(found.title, words);
}

function guessWords(
  kept: KeptDraft,
  say: ReturnType<typeof useWords>['say'],
  titleOf: (layout: { feed: string | null; layout: string | null }) => string,
): string {
  const { guess } = kept;
  if (guess.feed === null) return say('wizard.guessedNone');
  const how = guess.mapping === null ? 'sure' : sureness(guess.confidence);
  return say('wizard.guessed', { what: titleOf(guess), how: say(`wizard.guessed.${how}`) });
}

/** The feed and layout, chosen from all there are, with what else the file could be, or a mapping saved by name. */
function WhatItIs({ draft, applySaved }: { draft: Draft; applySaved: (name: string) => void }) {
  const words = useWords();
  const { say, sayIfKnown } = words;
  const { kept, mapping } = draft;
  const saved = useQuery(mappingsQuery).data ?? [];
  const feeds = [...new Set(kept.layouts.map((layout) => layout.feed))];
  const choose = (layout: Layout | undefined) => {
    if (layout !== undefined) draft.choose(withLayout(mapping, layout));
  };
  const byName = (feed: string, layout: string) =>
    kept.layouts.find((each) => each.feed === feed && each.layout === layout);
  const proposal = mapping !== null && Object.keys(mapping.columns).length > 0 ? mapping : null;
  return (
    <div className="what-it-is">
      <label>
        {say('wizard.readAs')}
        <select
          className="field"
          value={mapping === null ? '' : `${mapping.feed}/${mapping.layout}`}
          onChange={(event) => {
            const [feed, layout] = event.currentTarget.value.split('/');
            choose(byName(feed ?? '', layout ?? ''));
          }}
        >
          {mapping === null ? <option value="">{say('wizard.chooseFeed')}</option> : null}
          {feeds.map((feed) => (
            <optgroup key={feed} label={sayIfKnown(`feed.${feed}`) ?? feed}>
              {kept.layouts
                .filter((layout) => layout.feed === feed)
                .map((layout) => (
                  <option key={layout.layout} value={`${feed}/${layout.layout}`}>
                    {layoutWords(layout.title, words)}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </label>
      {saved.length === 0 ? null : (
        <label>
          {say('wizard.saved')}
          <select
            className="field"
            value={
              draft.mappingName !== null && saved.some((each) => each.name === draft.mappingName)
                ? draft.mappingName
                : ''
            }
            onChange={(event) => {
              if (event.currentTarget.value !== '') applySaved(event.currentTarget.value);
            }}
          >
            <option value="">{say('wizard.savedChoose')}</option>
            {saved.map((each) => (
              <option key={each.name} value={each.name}>
                {each.name}
              </option>
            ))}
          </select>
        </label>
      )}
      {kept.guess.alternatives.length === 0 ? null : (
        <div className="alternatives">
          <span className="muted small">{say('wizard.alternatives')}</span>
          <div className="buttons">
            {kept.guess.alternatives.map((other) => (
              <button
                key={`${other.feed} ${other.layout}`}
                type="button"
                className="button compact"
                onClick={() => choose(byName(other.feed, other.layout))}
              >
                {layoutTitle(other, kept, words)}
              </button>
            ))}
          </div>
        </div>
      )}
      {proposal === null ? null : (
        <div className="alternatives">
          <span className="muted small">{say('wizard.anewHelp')}</span>
          <div className="buttons">
            <button type="button" className="button compact" onClick={() => draft.choose({ ...proposal, columns: {} })}>
              {say('wizard.anew')}
            </button>
          </div>
        </div>
      )}
    </div>
  );
}
