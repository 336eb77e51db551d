import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ImportRun } from '../../../src/model/import-answers.ts';
import { Icon } from '../frame/icon.tsx';
import { apiBase, request } from '../frame/request.ts';
import { failureWords } from '../frame/server-words.ts';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { CountsBar } from './counts-bar.tsx';
import { trialQuery } from './import-queries.ts';
import { forgetDraft } from './kept-draft.ts';
import type { Mapping } from './mapping-draft.ts';
import { keepValues, tellingValues } from './telling-values.ts';
import type { Draft } from './use-draft.ts';

const namePattern = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._-]{0,79}$/u;

/** A key no other request has, so that an answer that was lost on its way does not import a file twice. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The last steps: keep the mapping under a name, try the whole file, import it. */
export function ImportActions(props: {
  upload: string;
  draft: Draft;
  mapping: Mapping;
  ready: boolean;
  actions: readonly string[];
}) {
  const { upload, draft, mapping, ready } = props;
  const { say } = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState(draft.mappingName ?? '');
  const [trial, setTrial] = useState<number | null>(null);
  const [key] = useState(newKey);
  const badName = name !== '' && !namePattern.test(name);

  const save = useMutation({
    mutationFn: () => request<Mapping>('PUT', `/mappings/${encodeURIComponent(name)}`, { body: mapping }),
    onSuccess: async () => {
      draft.nameMapping(name);
      await client.invalidateQueries({ queryKey: ['mappings'] });
    },
  });
  const tried = useMutation({
    mutationFn: () => request<ImportRun>('POST', '/imports', { body: { upload, mapping, dryRun: true } }),
    onSuccess: (run) => {
      client.removeQueries({ queryKey: ['trials'] });
      setTrial(run.run);
    },
  });
  const order = useMutation({
    mutationFn: () =>
      request<ImportRun>('POST', '/imports', {
        body: { upload, mapping, ...(name === '' || badName ? {} : { mappingName: name }) },
        headers: { 'idempotency-key': `${key}-${upload}` },
      }),
    onSuccess: async (run) => {
      keepValues(run.run, tellingValues(draft.rows));
      forgetDraft(upload);
      await client.invalidateQueries({ queryKey: ['imports'] });
      await client.invalidateQueries({ queryKey: ['mappings'] });
      await navigate({ to: '/imports/$run', params: { run: String(run.run) } });
    },
  });
  const error = order.error ?? tried.error ?? save.error;
  return (
    <section className="panel import-actions" aria-label={say('wizard.import')}>
      {error === null ? null : <Failed error={error} />}
      {trial === null ? null : <Trial run={trial} />}
      <div className="import-actions-row">
        {props.actions.includes('mappings.write') ? (
          <div className="save-mapping">
            <label htmlFor="mapping-name">{say('wizard.name')}</label>
            <div className="buttons">
              <input
                id="mapping-name"
                className="field"
                value={name}
                maxLength={80}
                aria-describedby="mapping-name-help"
                aria-invalid={badName}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <button
                type="button"
                className="button"
                disabled={name === '' || badName || save.isPending}
                onClick={() => save.mutate()}
              >
                <Icon name="save" size={16} /> {say('wizard.save')}
              </button>
            </div>
            <p id="mapping-name-help" className={badName ? 'small bad' : 'muted small'} role="status">
              {badName
                ? say('wizard.nameBad')
                : save.isSuccess && draft.mappingName === name
                  ? say('wizard.savedAs', { name })
                  : say('wizard.nameHelp')}
            </p>
          </div>
        ) : null}
        <div className="import-buttons">
          <div className="buttons">
            <button
              type="button"
              className="button"
              disabled={!ready || tried.isPending}
              title={say('wizard.trialHelp')}
              onClick={() => tried.mutate()}
            >
              {say('wizard.trial')}
            </button>
            <button
              type="button"
              className="button first"
              disabled={!ready || order.isPending || badName}
              onClick={() => order.mutate()}
            >
              <Icon name="imports" size={16} /> {order.isPending ? say('wizard.importing') : say('wizard.import')}
            </button>
          </div>
          <p className="muted small">{ready ? say('wizard.trialHelp') : say('wizard.cannot')}</p>
        </div>
      </div>
    </section>
  );
}

function Trial({ run }: { run: number }) {
  const words = useWords();
  const { say } = words;
  const { data, error } = useQuery(trialQuery(run));
  if (error !== null) return <Failed error={error} />;
  const over = data !== undefined && data.state !== 'RUNNING';
  return (
    <div className="trial">
      <p role="status">
        <strong>
          {!over
            ? say('wizard.trialRunning')
            : data.failure === null
              ? say('wizard.trialDone')
              : say('wizard.trialFailed', { message: failureWords(data.failure, words) })}
        </strong>
      </p>
      {data === undefined ? null : <CountsBar counts={data} size="large" />}
      {over && data.rejected > 0 ? (
        <a className="button" href={`${apiBase}/imports/${run}/rejects.csv`} download={`trial-${run}-rejects.csv`}>
          <Icon name="save" size={16} /> {say('wizard.trialRejects')}
        </a>
      ) : null}
    </div>
  );
}
