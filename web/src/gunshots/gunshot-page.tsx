import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { GunshotIncident } from '../../../src/model/gunshot-answers.ts';
import { Icon } from '../frame/icon.tsx';
import { useKeys } from '../frame/keys.ts';
import { PageFrame } from '../frame/page-frame.tsx';
import { apiBase } from '../frame/request.ts';
import { useFormats, useMay } from '../frame/session.ts';
import { Failed, Loading, Skeleton, SkeletonLines } from '../frame/states.tsx';
import { printPage } from '../frame/theme.ts';
import { useWords } from '../frame/words.tsx';
import { ArrivalArcs } from './arrival-arcs.tsx';
import { CoverageSquares } from './coverage-squares.tsx';
import { DecideBar, decisionKeys, FindingForm } from './decide-bar.tsx';
import { gunshotQuery } from './gunshot-queries.ts';
import { HistoryList } from './history-list.tsx';
import { IncidentFacts } from './incident-evidence.tsx';
import { Ellipse, IncidentMarks } from './incident-marks.tsx';
import { incidentTitle } from './incident-text.ts';
import { boxAbout, fitBox } from './map-view.ts';
import { NearbyList } from './nearby-list.tsx';
import { ReckoningPanel } from './reckoning-panel.tsx';
import { RoundTimeline } from './round-timeline.tsx';
import { SoundMap } from './sound-map.tsx';
import { SoundPanel } from './sound-panel.tsx';
import { useDeskMap } from './use-desk-map.ts';
import { useGunshotSteps } from './use-steps.ts';
import { usualSize } from './usual-size.ts';
import './gunshots.css';
import './gunshot-page.css';

const mapHeight = 360;
const aboutMeters = 420;
const failures = ['few', 'air', 'walls', 'clock', 'kind', 'ellipse'] as const;

/** One incident: where and when, how that was computed, what it sounded like, what was decided, and what else is known. */
export function GunshotPage() {
  const { say } = useWords();
  const { incident } = useParams({ strict: false }) as { incident: string };
  const answer = useQuery(gunshotQuery(incident));
  if (answer.data === undefined)
    return (
      <PageFrame title={say('gunshots.incident')}>
        <h1>{say('gunshots.incident')}</h1>
        {answer.isError ? (
          <Failed error={answer.error} retry={() => void answer.refetch()} />
        ) : (
          <Loading>
            <Skeleton height={mapHeight} />
            <SkeletonLines lines={6} />
          </Loading>
        )}
      </PageFrame>
    );
  return <PageOf key={incident} item={answer.data} />;
}

function PageOf({ item }: { item: GunshotIncident }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const may = useMay();
  const navigate = useNavigate();
  const search: { shot?: string } = useSearch({ strict: false });
  const { shots } = item.summary;
  const shot = Math.min(Math.max(0, Number.parseInt(search.shot ?? '1', 10) - 1 || 0), Math.max(0, shots.length - 1));
  const steps = useGunshotSteps();
  const map = useDeskMap([item], false);
  // The whole ellipse is seen: a ring amid nothing would look sure.
  const about = Math.max(aboutMeters, 2 * item.summary.ellipse95.majorMeters);
  const usual = () => fitBox(boxAbout([item, ...shots], about)!, usualSize(mapHeight), 1.3);
  const view = map.view ?? usual();
  const title = incidentTitle(item, words);
  useKeys(
    may('gunshots.decide')
      ? [
          ...decisionKeys.map(({ decision, key }) => ({
            key,
            label: `gunshots.decide.${decision}` as const,
            run: () => steps.decide(item, decision),
          })),
          {
            key: 'z',
            label: 'gunshots.undo' as const,
            run: () => item.decision !== null && !steps.busy && steps.undo(item),
          },
          {
            key: 'a',
            label: 'gunshots.acknowledge' as const,
            run: () => item.acknowledgedAt === null && steps.acknowledge(item.incident),
          },
        ]
      : [],
  );
  return (
    <PageFrame
      title={title}
      className="gunshot-page"
      printed={{ handling: [], sources: [], caution: say('gunshots.caution') }}
      evidence={
        <>
          <DecideBar item={item} steps={steps} />
          <section aria-labelledby="found">
            <h2 id="found">{say('gunshots.foundTitle')}</h2>
            <FindingForm item={item} steps={steps} />
            <div role="status" className="small muted">
              {steps.told?.kind === 'found' ? say('gunshots.foundSaved') : ''}
            </div>
          </section>
          <NearbyList incident={item.incident} />
          <p className="caution">{say('gunshots.caution')}</p>
        </>
      }
    >
      <div className="page-head">
        <div>
          <p className="screen-only">
            <Link to="/gunshots">{say('gunshots.title')}</Link>
          </p>
          <h1>{title}</h1>
          <p>{formats.moment(item.from)}</p>
        </div>
        <div className="buttons screen-only">
          {mayBeHandedOn(item) ? (
            <a
              className="button"
              href={`${apiBase}/gunshots/${item.incident}/cap.xml`}
              download={`${item.incident}.cap.xml`}
            >
              <Icon name="out" size={16} /> {say('gunshots.cap')}
            </a>
          ) : null}
          <button type="button" className="button" onClick={printPage}>
            <Icon name="print" size={16} /> {say('gunshots.print')}
          </button>
        </div>
      </div>
      {item.state === 'WITHDRAWN' ? (
        <p className="conflict-note">
          {say(
            item.decision === 'gunfire'
              ? 'gunshots.withdrawnGunfire'
              : item.found
                ? 'gunshots.withdrawnFound'
                : 'gunshots.withdrawn',
          )}
        </p>
      ) : null}
      {item.state === 'JOINED' && item.joinedInto !== null ? (
        <p className="conflict-note">
          {say('gunshots.joined')}{' '}
          <Link to="/gunshots/$incident" params={{ incident: item.joinedInto }}>
            {say('gunshots.joinedOpen')}
          </Link>
        </p>
      ) : null}
      <div className="gunshot-pair">
        <section className="panel" aria-labelledby="where">
          <div className="panel-head">
            <h2 id="where">{say('gunshots.mapTitle')}</h2>
          </div>
          <SoundMap
            label={say('gunshots.mapOne')}
            view={view}
            change={map.change}
            fit={() => map.change(usual())}
            height={mapHeight}
            draw={(drawn) => (
              <>
                <CoverageSquares map={drawn} />
                <ArrivalArcs map={drawn} item={item} />
                {shots.map((each, at) => (
                  <g key={at} className={at === shot ? 'one-shot chosen' : 'one-shot'} aria-hidden="true">
                    <Ellipse map={drawn} at={each} ellipse={each.ellipse95} className="shot-ellipse" />
                    <circle {...drawnAt(drawn.at(each))} r="2.5" />
                  </g>
                ))}
                <IncidentMarks
                  map={drawn}
                  items={[item]}
                  selected={item.incident}
                  fresh={noneFresh}
                  select={() => undefined}
                />
              </>
            )}
          />
          <p className="muted small">{say('gunshots.mapHelp')}</p>
        </section>
        <section className="panel" aria-labelledby="facts">
          <div className="panel-head">
            <h2 id="facts">{say('gunshots.facts')}</h2>
          </div>
          <IncidentFacts item={item} />
          <h2 className="pad">{say('gunshots.timeline')}</h2>
          <RoundTimeline
            item={item}
            selected={shot}
            select={(at) =>
              void navigate({
                to: '.',
                search: (before: Record<string, unknown>) => ({ ...before, shot: String(at + 1) }) as never,
                replace: true,
                resetScroll: false,
              })
            }
          />
        </section>
      </div>
      <SoundPanel item={item} />
      {/* Of what no longer stands there is nothing left to compute from. */}
      {shots.length === 0 || item.state === 'WITHDRAWN' || item.state === 'JOINED' ? null : (
        <ReckoningPanel item={item} shot={shot} />
      )}
      <section className="panel" aria-labelledby="failures">
        <h2 id="failures">{say('gunshots.failures')}</h2>
        <ul className="known-failures">
          {failures.map((each) => (
            <li key={each}>{say(`gunshots.failure.${each}`)}</li>
          ))}
        </ul>
        <p className="muted small">{say('gunshots.versions', { n: item.revision })}</p>
      </section>
      <HistoryList item={item} />
    </PageFrame>
  );
}

/** Of what is gone there is no message, unless dispatch was told before. */
const mayBeHandedOn = ({ state, decision, found }: GunshotIncident) =>
  state !== 'JOINED' && (state !== 'WITHDRAWN' || decision !== null || found);

const noneFresh: ReadonlySet<string> = new Set();
const drawnAt = ({ x, y }: { x: number; y: number }) => ({ cx: x, cy: y });
