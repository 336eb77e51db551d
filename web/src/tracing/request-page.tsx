import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { formKeys, type FormKey, type TraceRequestForm } from '../../../src/model/trace-request-form.ts';
import type { RequestPage as Page } from '../../../src/model/tracing.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { useKeys } from '../frame/keys.ts';
import { PageFrame } from '../frame/page-frame.tsx';
import { useMay } from '../frame/session.ts';
import { Failed, Loading, Skeleton, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { CheckList } from './check-list.tsx';
import { keepForm, readKeptForm } from './kept-form.ts';
import { RequestClock } from './request-clock.tsx';
import { RequestForm } from './request-form.tsx';
import { RequestHistory } from './request-history.tsx';
import { ResultList } from './result-list.tsx';
import { StateFlow } from './state-flow.tsx';
import { StepBar } from './step-bar.tsx';
import { requestQuery, saveForm, takeStep } from './tracing-queries.ts';
import './tracing.css';

/** One trace request: where it stands, its form with the checks beside it, what came back, and every step. */
export function RequestPage() {
  const { say } = useWords();
  const { request = '' }: { request?: string } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(requestQuery(request));
  const title = say('tracing.request', { n: Number(request) });
  if (data === undefined)
    return (
      <PageFrame title={title} className="tracing">
        {error !== null ? (
          <Failed error={error} retry={() => void refetch()} />
        ) : (
          <Loading>
            <div className="panel">
              <Skeleton height={120} />
            </div>
            <div className="panel">
              <SkeletonLines lines={12} />
            </div>
          </Loading>
        )}
      </PageFrame>
    );
  return <OpenRequest key={data.request} page={data} title={title} reload={() => void refetch()} />;
}

function OpenRequest({ page, title, reload }: { page: Page; title: string; reload: () => void }) {
  const { say } = useWords();
  const may = useMay();
  const client = useQueryClient();
  const [draft, setDraft] = useState<TraceRequestForm>(() => readKeptForm(page.request, page.version) ?? page.form);
  const isEditable = may('tracing.write') && page.steps.includes('edit');
  const isChanged = formKeys.some((key) => (draft[key]?.trim() ?? '') !== (page.form[key] ?? ''));
  const took = (next: Page) => {
    client.setQueryData(requestQuery(String(page.request)).queryKey, next);
    void client.invalidateQueries({ queryKey: ['tracing', 'requests'] });
  };
  const save = useMutation({
    mutationFn: (change: { form: TraceRequestForm; acknowledged: readonly string[] }) =>
      saveForm(page.request, { version: page.version, ...change }),
    onSuccess: (next, { form }) => {
      // What was typed while it was being saved stays.
      setDraft((now) => (now === form ? next.form : now));
      keepForm(page.request, null);
      took(next);
    },
  });
  const step = useMutation({
    mutationFn: (order: Omit<Parameters<typeof takeStep>[1], 'version'>) =>
      takeStep(page.request, { version: page.version, ...order }),
    onSuccess: (next) => {
      setDraft(next.form);
      keepForm(page.request, null);
      took(next);
    },
  });
  useEffect(() => {
    if (isChanged) keepForm(page.request, { version: page.version, form: draft });
  }, [draft, isChanged, page.request, page.version]);
  const saveNow = () => {
    if (isEditable && isChanged && !save.isPending) save.mutate({ form: draft, acknowledged: page.acknowledged });
  };
  const acknowledge = (code: string, isRight: boolean) =>
    save.mutate({
      form: draft,
      acknowledged: isRight ? [...page.acknowledged, code] : page.acknowledged.filter((each) => each !== code),
    });
  const goTo = (key: FormKey) => document.getElementById(`item-${key}`)?.focus();
  useKeys([
    { key: 's', label: 'tracing.keySave', run: saveNow },
    {
      key: 'v',
      label: 'tracing.keyValidate',
      run: () => page.steps.includes('validate') && step.mutate({ step: 'validate' }),
    },
    { key: 'u', label: 'tracing.keyUndo', run: () => page.undo !== null && step.mutate({ step: 'undo' }) },
  ]);
  const passed = new Set(page.events.map(({ to }) => to));
  return (
    <PageFrame
      title={title}
      className="tracing"
      printed={{ handling: ['FTS-TIAHRT', 'CITY-RMS'], sources: [], caution: say('tracing.caution') }}
    >
      <div className="page-head">
        <div>
          <p className="small screen-only">
            <Link to="/tracing">{say('tracing.back')}</Link>
          </p>
          <h1>{title}</h1>
          <p>
            {page.firearm === null ? page.label : <EntityLink id={page.firearm}>{page.label}</EntityLink>}
            {page.traceNumber === null ? null : <span className="mono"> · {page.traceNumber}</span>}
            {page.propertyNumber === null ? null : <span className="muted"> · {page.propertyNumber}</span>}
          </p>
        </div>
      </div>
      <section className="panel" aria-label={say('tracing.flow')}>
        <StateFlow at={page.state} passed={passed} />
        <RequestClock page={page} />
        {may('tracing.write') ? (
          <StepBar
            page={page}
            isChanged={isChanged}
            take={(order) => step.mutate(order)}
            isBusy={step.isPending}
            exported={reload}
          />
        ) : null}
        {step.error === null ? null : <Failed error={step.error} retry={reload} />}
      </section>
      <ResultList page={page} took={took} />
      <div className="request-columns">
        <RequestForm
          draft={draft}
          page={page}
          isEditable={isEditable}
          change={(key, text) => setDraft((before) => ({ ...before, [key]: text }))}
          leave={saveNow}
        />
        <div className="request-side">
          <section className="panel" aria-labelledby="checks">
            <div className="panel-head">
              <h2 id="checks">{say('tracing.checks')}</h2>
              {isEditable ? (
                <button
                  type="button"
                  className="button compact"
                  disabled={!isChanged || save.isPending}
                  onClick={saveNow}
                >
                  {save.isPending ? say('tracing.saving') : isChanged ? say('tracing.save') : say('tracing.saved')}
                </button>
              ) : null}
            </div>
            {save.error === null ? null : <Failed error={save.error} retry={reload} />}
            <CheckList page={page} isStale={isChanged} isEditable={isEditable} acknowledge={acknowledge} goTo={goTo} />
          </section>
          <RequestHistory page={page} />
        </div>
      </div>
    </PageFrame>
  );
}
