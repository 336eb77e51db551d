import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Cluster, Split } from '../../../src/model/identity.ts';
import { labelText } from '../frame/entity-label.ts';
import { entityPath } from '../frame/entity-link.tsx';
import { Icon } from '../frame/icon.tsx';
import { useKeys } from '../frame/keys.ts';
import { PageFrame } from '../frame/page-frame.tsx';
import { PrintButton } from '../frame/print-button.tsx';
import { serverWords } from '../frame/server-words.ts';
import { useMay, useSession } from '../frame/session.ts';
import { Failed, Loading, Skeleton, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { ClusterHistory } from './cluster-history.tsx';
import { ClusterPicture } from './cluster-picture.tsx';
import { ClusterRows } from './cluster-rows.tsx';
import { clusterQuery, markChanged, splitCluster, withdrawJudgement } from './identity-queries.ts';
import { JudgementList } from './judgement-list.tsx';
import { keepText, keptText } from './kept-reasons.ts';
import { SplitDialog } from './split-dialog.tsx';
import { bitsText } from './bits-text.ts';
import { useRowDrag } from './use-row-drag.ts';
import '../entity/entity.css';
import './pair.css';
import './review.css';
import './cluster.css';

const route = getRouteApi('/signed-in/clusters/$id');

/** The rows held for one entity: what ties them, where it would come apart first, and the way to part them. */
export function ClusterPage() {
  const words = useWords();
  const { say } = words;
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery(clusterQuery(id));
  if (data === undefined)
    return (
      <PageFrame title={say('cluster.title')} className="cluster">
        <h1>{say('cluster.title')}</h1>
        {error === null ? (
          <Loading>
            <div className="panel">
              <Skeleton height={260} />
            </div>
            <div className="panel">
              <SkeletonLines lines={8} />
            </div>
          </Loading>
        ) : (
          <Failed error={error} retry={() => void refetch()} />
        )}
      </PageFrame>
    );
  return <ClusterOf key={id} cluster={data} />;
}

function ClusterOf({ cluster }: { cluster: Cluster }) {
  const words = useWords();
  const { say, language } = words;
  const may = useMay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { actor } = useSession();
  const search: { apart?: string; sel?: string } = route.useSearch();
  const mayPart = may('identity.judge') && cluster.rows.length > 1;
  const known = new Set(cluster.rows.map((each) => each.row));
  const apart = new Set((search.apart ?? '').split(',').filter((row) => known.has(row)));
  const current = search.sel !== undefined && known.has(search.sel) ? search.sel : null;
  const [dialogOpen, setDialogOpen] = useState(false);
  const draftName = `${actor}.split.${cluster.id}`;
  const [reason, setReason] = useState(() => keptText(draftName));
  const write = (text: string) => {
    setReason(text);
    keepText(draftName, text);
  };

  const go = (change: { apart?: string | undefined; sel?: string | undefined }) =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, ...change }) as never,
      replace: true,
      resetScroll: false,
    });
  const setApart = (rows: ReadonlySet<string>) =>
    go({
      apart: rows.size === 0 ? undefined : cluster.rows.flatMap(({ row }) => (rows.has(row) ? row : [])).join(','),
    });
  const toggle = (row: string) => {
    if (!mayPart) return;
    const next = new Set(apart);
    if (!next.delete(row)) next.add(row);
    setApart(next);
  };
  const { dragged, start } = useRowDrag((row) => {
    if (!apart.has(row)) toggle(row);
  });
  const nextOf = (by: 1 | -1) => {
    const at = cluster.rows.findIndex(({ row }) => row === current);
    return cluster.rows[at < 0 ? (by > 0 ? 0 : cluster.rows.length - 1) : at + by]?.row;
  };
  const step = (by: 1 | -1) => {
    const row = nextOf(by);
    if (row === undefined) return;
    go({ sel: row });
    document.querySelector(`li[data-row="${CSS.escape(row)}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const canSplit = apart.size > 0 && apart.size < cluster.rows.length;

  const refresh = async () => {
    markChanged(client);
    await client.refetchQueries({ type: 'active', queryKey: ['identity'] });
  };
  const split = useMutation({
    mutationFn: () => splitCluster(cluster.id, { rows: [...apart], reason: reason.trim() }),
    onSuccess: async () => {
      setDialogOpen(false);
      write('');
      setApart(new Set());
      await refresh();
    },
  });
  const undo = useMutation({
    mutationFn: ({ decision }: Split) => withdrawJudgement({ judgement: decision }),
    onSuccess: async () => {
      split.reset();
      await refresh();
    },
  });
  const undoLast = () => {
    if (split.data !== undefined && !undo.isPending) undo.mutate(split.data);
  };
  useKeys([
    { key: 'j', label: 'keys.next', run: () => step(1) },
    { key: 'k', label: 'keys.previous', run: () => step(-1) },
    ...(mayPart
      ? ([
          { key: 'x', label: 'cluster.keys.take', run: () => current !== null && toggle(current) },
          { key: 'p', label: 'cluster.keys.part', run: () => canSplit && setDialogOpen(true) },
          { key: 'z', label: 'decide.undoLast', run: undoLast },
        ] as const)
      : []),
    {
      key: 'o',
      label: 'keys.open',
      run: () => {
        const record = cluster.rows.find(({ row }) => row === current)?.source.record;
        if (record !== undefined) void navigate({ to: '/record/$record', params: { record: String(record) } });
      },
    },
    { key: 'Escape', label: 'keys.escape', run: () => setApart(new Set()) },
  ]);

  const { weakest } = cluster;
  const smaller = weakest === null ? [] : weakest.left.length < weakest.right.length ? weakest.left : weakest.right;
  const title = labelText(cluster.label, words);
  const cut = cluster.rows.length < cluster.rowsTotal;
  const shownRows = cluster.rows.reduce((sum, each) => sum + each.rows, 0);
  return (
    <PageFrame
      title={say('cluster.of', { name: title })}
      className="cluster"
      evidence={
        <>
          <Tray
            cluster={cluster}
            apart={apart}
            mayPart={mayPart}
            over={dragged?.over ?? false}
            dragging={dragged !== null}
            toggle={toggle}
            part={() => setDialogOpen(true)}
            canSplit={canSplit}
          />
          <JudgementList kind={cluster.kind} judgements={cluster.judgements} />
          <ClusterHistory events={cluster.events} />
          <p className="caution screen-only">{say('review.caution')}</p>
        </>
      }
      printed={{ handling: null, sources: cluster.rows.map((each) => each.source), caution: say('review.caution') }}
    >
      <div className="page-head entity-head">
        <div>
          <h1>{title}</h1>
          <p>
            <Icon name={cluster.kind} size={16} /> {cut ? '' : `${say('cluster.counts', { n: shownRows })} · `}
            {say('cluster.distinct', { n: cluster.rowsTotal })}
          </p>
        </div>
        <div className="buttons screen-only">
          <Link to={entityPath(cluster.id)} className="button">
            {say('cluster.toEntity')}
          </Link>
          <Link to="/why" search={{ a: cluster.id }} className="button">
            <Icon name="path" size={16} /> {say('whyPage.compareWith')}
          </Link>
          <PrintButton records={[`/entities/${cluster.id}/prints`]} />
        </div>
      </div>
      {split.data === undefined ? null : (
        <div className="notice split-done" role="status">
          <span>
            {say('split.done')}{' '}
            {split.data.entities.map((entity) => (
              <Link key={entity} to="/clusters/$id" params={{ id: entity }}>
                {entity}
              </Link>
            ))}
          </span>
          <button type="button" className="button compact" disabled={undo.isPending} onClick={undoLast}>
            <Icon name="undo" size={14} /> {say('decide.undo')}
          </button>
        </div>
      )}
      {undo.error === null ? null : <Failed error={undo.error} retry={undoLast} />}
      <section className="panel" aria-labelledby="cluster-picture">
        <h2 id="cluster-picture">{say('cluster.picture')}</h2>
        {weakest === null ? (
          <p className="muted">{say('cluster.onlyOne')}</p>
        ) : (
          <p className="cluster-weakest">
            <span>
              {say('cluster.weakest', { left: weakest.left.length, right: weakest.right.length })}{' '}
              <strong>{serverWords(weakest.by, words)}</strong>
              {weakest.bits === null ? '' : ` (${say('pair.bits', { bits: bitsText(weakest.bits, language) })})`}
            </span>
            {mayPart ? (
              <button
                type="button"
                className="button compact screen-only"
                onClick={() => setApart(new Set(smaller.filter((row) => known.has(row))))}
              >
                {say('cluster.takeSmaller', { n: smaller.length })}
              </button>
            ) : null}
          </p>
        )}
        <ClusterPicture
          cluster={cluster}
          apart={apart}
          current={current}
          choose={(sel) => go({ sel })}
          drag={mayPart ? start : () => undefined}
        />
      </section>
      <section className="panel" aria-labelledby="cluster-rows">
        <h2 id="cluster-rows">{say('cluster.rows', { n: cluster.rows.length })}</h2>
        {cut ? (
          <p className="muted small">{say('cluster.cut', { shown: cluster.rows.length, total: cluster.rowsTotal })}</p>
        ) : null}
        <ClusterRows
          cluster={cluster}
          apart={apart}
          current={current}
          mayPart={mayPart}
          choose={(sel) => go({ sel })}
          toggle={toggle}
          drag={start}
        />
      </section>
      {apart.size === 0 && dragged === null ? null : (
        <div
          className="cluster-bar screen-only"
          data-tray={dragged === null ? undefined : true}
          data-dragging={dragged !== null}
          data-over={dragged?.over ?? false}
        >
          <span>{dragged === null ? say('cluster.takenOut', { n: apart.size }) : say('cluster.dropHere')}</span>
          <button type="button" className="button first" disabled={!canSplit} onClick={() => setDialogOpen(true)}>
            {say('cluster.part')}
          </button>
        </div>
      )}
      <SplitDialog
        cluster={cluster}
        apart={apart}
        open={dialogOpen}
        close={() => setDialogOpen(false)}
        reason={reason}
        write={write}
        send={() => split.mutate()}
        pending={split.isPending}
        error={split.error}
      />
      {dragged === null ? null : (
        <div className="drag-ghost" style={{ left: dragged.x, top: dragged.y }} aria-hidden="true">
          {say('cluster.rowName', { n: cluster.rows.findIndex(({ row }) => row === dragged.row) + 1 })}
        </div>
      )}
    </PageFrame>
  );
}

/** Where rows are put that are of somebody, or something, else. */
function Tray(props: {
  cluster: Cluster;
  apart: ReadonlySet<string>;
  mayPart: boolean;
  over: boolean;
  dragging: boolean;
  canSplit: boolean;
  toggle: (row: string) => void;
  part: () => void;
}) {
  const { cluster, apart, mayPart } = props;
  const { say } = useWords();
  if (!mayPart)
    return (
      <section>
        <h2>{say(cluster.kind === 'person' ? 'cluster.traySomebody' : 'cluster.traySomething')}</h2>
        <p className="muted small">{say(cluster.rows.length > 1 ? 'cluster.mayNot' : 'cluster.onlyOne')}</p>
      </section>
    );
  return (
    <section className="screen-only">
      <h2>{say(cluster.kind === 'person' ? 'cluster.traySomebody' : 'cluster.traySomething')}</h2>
      <div className="tray" data-tray="true" data-over={props.over} data-dragging={props.dragging}>
        {apart.size === 0 ? (
          <p className="muted small">{say('cluster.trayEmpty')}</p>
        ) : (
          <ul>
            {cluster.rows.map(({ row, source }, index) =>
              apart.has(row) ? (
                <li key={row}>
                  <span>
                    {say('cluster.rowName', { n: index + 1 })}{' '}
                    <span className="muted small">{say('evidence.row', { line: source.line, file: source.file })}</span>
                  </span>
                  <button
                    type="button"
                    className="button quiet icon compact"
                    aria-label={say('cluster.putBackRow', { row: say('cluster.rowName', { n: index + 1 }) })}
                    onClick={() => props.toggle(row)}
                  >
                    <Icon name="close" size={14} />
                  </button>
                </li>
              ) : null,
            )}
          </ul>
        )}
      </div>
      <button type="button" className="button first" disabled={!props.canSplit} onClick={props.part}>
        {say('cluster.part')} <kbd aria-hidden="true">p</kbd>
      </button>
      {apart.size === cluster.rows.length ? <p className="small">{say('cluster.oneMustStay')}</p> : null}
    </section>
  );
}
