import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ExhibitPage as Page } from '../../../src/model/exhibit-page.ts';
import { useKeys } from '../frame/keys.ts';
import { PageFrame } from '../frame/page-frame.tsx';
import { useMay } from '../frame/session.ts';
import { Failed, Loading, Skeleton, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { CandidateTable } from './candidate-table.tsx';
import { EnrolDialog } from './enrol-dialog.tsx';
import { ExhibitClockList } from './exhibit-clock-list.tsx';
import { ExhibitFacts } from './exhibit-facts.tsx';
import { ExhibitFlow } from './exhibit-flow.tsx';
import { ExhibitHistory } from './exhibit-history.tsx';
import { ReportButton } from '../ballistics/report-button.tsx';
import { exhibitQuery, fetchCaseReport, takeExhibitStep } from './exhibit-queries.ts';
import { ExhibitStepBar } from './exhibit-step-bar.tsx';
import { ScanList } from './scan-list.tsx';
import { SurfacePlace } from './surface-place.tsx';
import { TestFireList } from './test-fire-list.tsx';
import './exhibits.css';

/** One exhibit: its surface, where it stands, its candidates, what is known of it, and every step with who held it. */
export function ExhibitPage() {
  const { say } = useWords();
  const { exhibit = '' }: { exhibit?: string } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(exhibitQuery(exhibit));
  if (data === undefined)
    return (
      <PageFrame title={say('exhibits.one', { n: Number(exhibit) })} className="exhibits">
        {error !== null ? (
          <Failed error={error} retry={() => void refetch()} />
        ) : (
          <Loading>
            <div className="panel">
              <Skeleton height={220} />
            </div>
            <div className="panel">
              <SkeletonLines lines={10} />
            </div>
          </Loading>
        )}
      </PageFrame>
    );
  return <OpenExhibit key={data.exhibit} page={data} reload={() => void refetch()} />;
}

function OpenExhibit({ page, reload }: { page: Page; reload: () => void }) {
  const { say } = useWords();
  const may = useMay();
  const client = useQueryClient();
  const [editing, setEditing] = useState(false);
  const writes = may('exhibits.write');
  const took = (next: Page) => {
    client.setQueryData(exhibitQuery(String(page.exhibit)).queryKey, next);
    void client.invalidateQueries({ queryKey: ['exhibits', 'list'] });
    void client.invalidateQueries({ queryKey: ['exhibits', 'board'] });
  };
  const step = useMutation({
    mutationFn: (order: Omit<Parameters<typeof takeExhibitStep>[1], 'version'>) =>
      takeExhibitStep(page.exhibit, { version: page.version, ...order }),
    onSuccess: took,
  });
  useKeys([
    { key: 'u', label: 'exhibits.keyUndo', run: () => writes && page.undo !== null && step.mutate({ step: 'undo' }) },
  ]);
  const title = say('exhibits.pageTitle', { item: page.item, case: page.case ?? say('exhibits.noCase') });
  const passed = new Set<string>(page.history.filter(({ undone }) => !undone).map(({ to }) => to));
  const facts = <ExhibitFacts page={page} edit={writes ? () => setEditing(true) : null} />;
  return (
    <PageFrame
      title={title}
      className="exhibits"
      printed={{ handling: ['NIBIN-LEAD', 'CITY-RMS'], sources: [], caution: say('exhibits.caution') }}
    >
      <div className="page-head">
        <div>
          <p className="small screen-only">
            <Link to="/exhibits" search={{ view: 'list' }}>
              {say('exhibits.back')}
            </Link>
          </p>
          <h1>{title}</h1>
          <p>
            {say(`exhibits.kind.${page.kind}`)} · {say(`exhibits.origin.${page.origin}`)}
            <span className="muted"> · {say('exhibits.one', { n: page.exhibit })}</span>
            {page.made ? <span className="tag">{say('exhibits.made')}</span> : null}
          </p>
        </div>
        {page.case === null || !may('exhibits.print') ? null : (
          <ReportButton
            label="exhibits.caseReport"
            file={`case-of-exhibit-${page.exhibit}.pdf`}
            make={(purpose) => fetchCaseReport(page.exhibit, purpose)}
          />
        )}
      </div>
      {page.kind === 'CASING' ? (
        <div className="exhibit-columns">
          <SurfacePlace page={page} />
          {facts}
        </div>
      ) : null}
      <section className="panel" aria-label={say('exhibits.flow')}>
        <ExhibitFlow at={page.state} passed={passed} />
        {page.notEnteredReason === null ? null : (
          <p className="pad">{say('exhibits.because', { why: page.notEnteredReason })}</p>
        )}
        <ExhibitClockList clocks={page.clocks} />
        {writes ? <ExhibitStepBar page={page} isBusy={step.isPending} take={(order) => step.mutate(order)} /> : null}
        {step.error === null ? null : <Failed error={step.error} retry={reload} />}
      </section>
      {page.kind === 'CASING' ? <ScanList page={page} writes={writes} took={took} /> : null}
      {page.kind === 'FIREARM' ? <TestFireList fires={page.testFires} /> : null}
      {page.kind === 'CASING' ? <CandidateTable page={page} writes={writes} took={took} /> : null}
      {page.kind === 'CASING' ? (
        <ExhibitHistory page={page} />
      ) : (
        <div className="exhibit-columns">
          {facts}
          <ExhibitHistory page={page} />
        </div>
      )}
      <p className="caution">{say('exhibits.caution')}</p>
      <EnrolDialog open={editing} close={() => setEditing(false)} edits={page} />
    </PageFrame>
  );
}
