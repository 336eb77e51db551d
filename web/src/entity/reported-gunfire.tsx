import type { EntityPage, ReportedGunfire } from '../../../src/model/answers.ts';
import { EntityLink } from '../frame/entity-link.tsx';
import { Mark } from '../frame/mark.tsx';
import { RecordLink } from '../frame/record-link.tsx';
import { useFormats } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

/** Alerts and calls of the incident: what a record names and what only lies close by, told apart, with how far apart they are. */
export function ReportedGunfireList({ page }: { page: EntityPage }) {
  const { say } = useWords();
  if (page.gunfire.length === 0) return null;
  const derived = page.gunfire.some((each) => each.basis === 'DERIVED_RULE');
  return (
    <section className="panel" aria-labelledby="gunfire">
      <h2 id="gunfire">{say('gunfire.title')}</h2>
      <ul className="people-list tall">
        {page.gunfire.map((each) => (
          <ReportRow key={`${each.sources[0]!.record} ${each.sources[1]?.record ?? ''}`} report={each} />
        ))}
      </ul>
      {derived ? <p className="caution">{say('gunfire.caution')}</p> : null}
    </section>
  );
}

function ReportRow({ report }: { report: ReportedGunfire }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const { entity, seconds, meters, basis, status, sources } = report;
  const name = say(`event.${report.report}`);
  return (
    <li>
      <Mark kind={status === 'RETRACTED' ? 'retracted' : report.report === 'alert' ? 'alert' : 'other'} size={18} />
      <span>
        {entity === null ? name : <EntityLink id={entity.id}>{entity.label}</EntityLink>}{' '}
        <span className="role">
          {formats.dayOrMoment(report.at)} · {say(`gunfire.basis.${basis === 'RECORDED' ? 'recorded' : 'rule'}`)}
        </span>
        <span className="small muted block">
          {seconds === null || meters === null
            ? say('gunfire.unmeasured')
            : `${whenText(seconds, say)} · ${say('gunfire.meters', { range: range(meters.least, meters.most) })}`}
        </span>
        <span className="small block">
          {sources.map((source, at) => (
            <span key={source.record}>
              {at === 0 ? null : ' · '}
              <RecordLink record={source.record}>
                {say('evidence.row', { line: source.line, file: source.file })}
              </RecordLink>
            </span>
          ))}
        </span>
      </span>
    </li>
  );
}

type Span = NonNullable<ReportedGunfire['seconds']>;

const range = (least: number, most: number) => (least === most ? String(least) : `${least}–${most}`);

function whenText({ least, most }: Span, say: ReturnType<typeof useWords>['say']): string {
  if (least > 0) return say('gunfire.after', { range: range(least, most) });
  if (most < 0) return say('gunfire.before', { range: range(-most, -least) });
  return say('gunfire.around', { before: Math.abs(least), after: most });
}
