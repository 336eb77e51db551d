import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import {
  comparedKinds,
  type ComparedKind,
  type IdentityModel,
  type IdentityModels,
} from '../../../src/model/identity.ts';
import { PageFrame } from '../frame/page-frame.tsx';
import { serverWords } from '../frame/server-words.ts';
import { useFormats, useMay } from '../frame/session.ts';
import { Empty, Failed, Loading, Skeleton, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { bitsText } from './bits-text.ts';
import {
  blockName,
  ClusterSizes,
  Completeness,
  CompletenessByGroup,
  LearningHistory,
  LevelsChart,
} from './diagnosis-charts.tsx';
import { markChanged, modelQuery, modelsQuery, orderModel } from './identity-queries.ts';
import { LabelsPanel } from './labels-panel.tsx';
import { ProposePanel } from './propose-panel.tsx';
import { SignPanel } from './sign-panel.tsx';
import '../entity/entity.css';
import './pair.css';
import './review.css';
import './models.css';

/** The models of who is who: what they were learnt from, how far they can be believed, and which of them is in force. */
export function ModelsPage() {
  const { say } = useWords();
  const may = useMay();
  const navigate = useNavigate();
  const client = useQueryClient();
  const search: { kind?: string; model?: string } = useSearch({ strict: false });
  const kind: ComparedKind = comparedKinds.find((each) => each === search.kind) ?? 'person';
  const models = useQuery(modelsQuery(kind));
  const items = models.data?.items.filter((each) => each.kind === kind) ?? [];
  const chosen =
    items.find((each) => String(each.model) === search.model) ??
    items.find((each) => each.state === 'IN_FORCE') ??
    items[0] ??
    null;
  const working = models.data?.working ?? null;
  const learn = useMutation({
    mutationFn: () => orderModel({ kind }),
    onSuccess: async () => {
      await models.refetch();
    },
  });
  // When work in the background ends, whatever it made is asked for anew.
  const worked = useRef(false);
  useEffect(() => {
    if (worked.current && working === null) markChanged(client);
    worked.current = working !== null;
  }, [client, working]);
  const go = (change: Record<string, string | undefined>) =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) =>
        ({ ...before, accept: undefined, review: undefined, ...change }) as never,
      replace: true,
      resetScroll: false,
    });
  return (
    <PageFrame title={say('models.title')} className="models">
      <div className="page-head">
        <div>
          <h1>{say('models.title')}</h1>
          <p>{say('models.lead')}</p>
        </div>
        <div className="buttons screen-only">
          <Link to="/review" className="button">
            {say('review.title')}
          </Link>
          {may('identity.learn') ? (
            <button
              type="button"
              className="button first"
              disabled={learn.isPending || working !== null || models.data === undefined}
              onClick={() => learn.mutate()}
            >
              {say('models.learn')}
            </button>
          ) : null}
        </div>
      </div>
      <div className="segmented kinds" role="group" aria-label={say('review.kind')}>
        {comparedKinds.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={kind === each}
            onClick={() => go({ kind: each === 'person' ? undefined : each, model: undefined })}
          >
            {say(`kinds.${each}`)}
          </button>
        ))}
      </div>
      {learn.error === null ? null : <Failed error={learn.error} />}
      {working === null ? null : <Working working={working} />}
      {models.data?.failure == null ? null : (
        <p className="conflict-note" role="alert">
          <strong>{say('models.failure')}</strong> {models.data.failure}
        </p>
      )}
      {models.data === undefined ? (
        models.error === null ? (
          <Loading>
            <div className="panel">
              <SkeletonLines lines={4} />
            </div>
            <div className="panel">
              <Skeleton height={220} />
            </div>
          </Loading>
        ) : (
          <Failed error={models.error} retry={() => void models.refetch()} />
        )
      ) : chosen === null ? (
        <section className="panel">
          <Empty
            icon="links"
            title={say('models.none')}
            help={say(may('identity.learn') ? 'models.noneHelp' : 'models.noneHelpOthers')}
          />
        </section>
      ) : (
        <>
          <ModelTable items={items} chosen={chosen.model} choose={(model) => go({ model: String(model) })} />
          <Diagnosis key={chosen.model} model={chosen.model} />
        </>
      )}
    </PageFrame>
  );
}

function Working({ working }: { working: NonNullable<IdentityModels['working']> }) {
  const { say } = useWords();
  const formats = useFormats();
  return (
    <section className="panel working" role="status">
      <p>
        <strong>{say(`working.${working.what}`, { kind: say(`kinds.${working.kind}`) })}</strong>{' '}
        <span className="muted">{say('working.since', { when: formats.moment(working.since) })}</span>
      </p>
      <progress
        aria-label={say(`working.${working.what}`, { kind: say(`kinds.${working.kind}`) })}
        {...(working.of === null ? {} : { value: working.done, max: Math.max(1, working.of) })}
      />
      <p className="small muted">
        {working.of === null
          ? say('working.done', { n: working.done })
          : say('models.of', { n: working.done, of: working.of })}
        {' · '}
        {say('working.leave')}
      </p>
    </section>
  );
}

function ModelTable(props: { items: readonly IdentityModel[]; chosen: number; choose: (model: number) => void }) {
  const { say, language } = useWords();
  const formats = useFormats();
  return (
    <section className="panel" aria-labelledby="models-list">
      <h2 id="models-list">{say('models.list')}</h2>
      <div className="table-scroll" tabIndex={0} role="group" aria-labelledby="models-list">
        <table className="table models-table">
          <thead>
            <tr>
              <th scope="col">{say('models.model')}</th>
              <th scope="col">{say('models.learntBy')}</th>
              <th scope="col">{say('models.signedBy')}</th>
              <th scope="col" className="right">
                {say('models.acceptFrom')}
              </th>
              <th scope="col" className="right">
                {say('models.reviewFrom')}
              </th>
            </tr>
          </thead>
          <tbody>
            {props.items.map((each) => (
              <tr key={each.model} data-chosen={each.model === props.chosen}>
                <th scope="row">
                  <button
                    type="button"
                    className="fact-open"
                    aria-pressed={each.model === props.chosen}
                    onClick={() => props.choose(each.model)}
                  >
                    {say('models.number', { n: String(each.model) })}
                    <span className={each.state === 'PROPOSED' ? 'tag lead' : 'tag'}>
                      {say(`modelState.${each.state}`)}
                    </span>
                  </button>
                </th>
                <td>
                  {each.learntBy}
                  <span className="block small muted">{formats.moment(each.learntAt)}</span>
                </td>
                <td>
                  {each.signedBy ?? say('models.unsigned')}
                  {each.signedAt === null ? null : (
                    <span className="block small muted">{formats.moment(each.signedAt)}</span>
                  )}
                </td>
                <td className="right number">
                  {each.acceptBits === null ? say('models.never') : bitsText(each.acceptBits, language)}
                </td>
                <td className="right number">{bitsText(each.reviewBits, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const warningsShown = 3;

function WarningList({ warnings }: { warnings: readonly string[] }) {
  const words = useWords();
  return (
    <ul>
      {warnings.map((each) => (
        <li key={each}>{words.language === 'en' ? blockName(each, words) : serverWords(each, words)}</li>
      ))}
    </ul>
  );
}

function Diagnosis({ model }: { model: number }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const { data, error, refetch } = useQuery(modelQuery(model));
  if (data === undefined)
    return error === null ? (
      <Loading>
        <div className="panel">
          <Skeleton height={220} />
        </div>
        <div className="panel">
          <SkeletonLines lines={8} />
        </div>
      </Loading>
    ) : (
      <Failed error={error} retry={() => void refetch()} />
    );
  const { diagnosis } = data;
  const recall = diagnosis.blockingRecall;
  // Of a field that nobody fills there is nothing to see but what is usual.
  const empty = new Set(diagnosis.completeness.filter(({ filled }) => filled === 0).map(({ field }) => field));
  return (
    <>
      {diagnosis.warnings.length === 0 ? null : (
        <div className="conflict-note" role="note">
          <strong>{say('models.warnings')}</strong>
          <WarningList warnings={diagnosis.warnings.slice(0, warningsShown)} />
          {diagnosis.warnings.length > warningsShown ? (
            <details>
              <summary>{say('models.moreWarnings', { n: diagnosis.warnings.length - warningsShown })}</summary>
              <WarningList warnings={diagnosis.warnings.slice(warningsShown)} />
            </details>
          ) : null}
        </div>
      )}
      <SignPanel model={data} />
      <ProposePanel model={data} />
      <LabelsPanel model={data} />
      <div className="two wide">
        <section className="panel" aria-labelledby="completeness">
          <h2 id="completeness">{say('models.completeness')}</h2>
          <p className="small muted">
            {say('models.rows', { n: diagnosis.records, distinct: formats.number(diagnosis.distinct) })}
          </p>
          <Completeness diagnosis={diagnosis} />
        </section>
        <section className="panel" aria-labelledby="sizes">
          <h2 id="sizes">{say('models.sizes')}</h2>
          <p className="small muted">{say('models.sizesHelp')}</p>
          <ClusterSizes sizes={diagnosis.clusterSizes} />
        </section>
      </div>
      <section className="panel" aria-labelledby="by-group">
        <h2 id="by-group">{say('models.groups')}</h2>
        <CompletenessByGroup diagnosis={diagnosis} />
      </section>
      <section className="panel" aria-labelledby="levels">
        <h2 id="levels">{say('models.levels')}</h2>
        <p className="small muted">{say('models.levelsHelp')}</p>
        <LevelsChart levels={diagnosis.levels.filter(({ field }) => !empty.has(field))} />
      </section>
      <div className="two wide">
        <section className="panel" aria-labelledby="history">
          <h2 id="history">{say('models.histories')}</h2>
          <p className="small muted">{say('models.historiesHelp')}</p>
          {diagnosis.sessions.length === 0 ? (
            <p>{say('models.historiesNone')}</p>
          ) : (
            <LearningHistory sessions={diagnosis.sessions} />
          )}
        </section>
        <section className="panel" aria-labelledby="blocks">
          <h2 id="blocks">{say('models.blocks')}</h2>
          <p className="small muted">
            {recall === null ? say('models.recallUnknown') : say('models.recallOf', { n: Math.round(recall * 1000) })}
          </p>
          <div className="table-scroll" tabIndex={0} role="group" aria-labelledby="blocks">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{say('models.block')}</th>
                  <th scope="col" className="right">
                    {say('models.blockPairs')}
                  </th>
                  <th scope="col" className="right">
                    {say('models.blockLargest')}
                  </th>
                  <th scope="col" className="right">
                    {say('models.blockLeft')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {diagnosis.blocks.map((block, index) => (
                  <tr key={index}>
                    <th scope="row">{blockName(block.name, words)}</th>
                    <td className="right number">{formats.number(block.pairs)}</td>
                    <td className="right number">{formats.number(block.largest)}</td>
                    <td className="right number">{formats.number(block.recordsLeft)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      </div>
    </>
  );
}
