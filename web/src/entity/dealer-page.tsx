import { useState } from 'react';
import type { EntityPage } from '../../../src/model/answers.ts';
import { Icon } from '../frame/icon.tsx';
import { PageFrame } from '../frame/page-frame.tsx';
import { useFormats } from '../frame/session.ts';
import { labelText } from '../frame/entity-label.ts';
import { useWords } from '../frame/words.tsx';
import { DealerStandingPanel } from '../trafficking/dealer-standing-panel.tsx';
import { DealerHistory } from './dealer-history.tsx';
import { EntityEvidencePanel, usePrinted } from './entity-evidence.tsx';
import { EntityHead, Figure } from './entity-head.tsx';
import { EventListPanel, ShownTime } from './event-panels.tsx';
import { FirearmsCut, FirearmTable } from './firearm-table.tsx';
import { ObservationList } from './observation-list.tsx';
import { ShortTime } from './person-page.tsx';
import { binRecoveries, median } from './recovery-bins.ts';
import { RecoveryHistogram } from './recovery-histogram.tsx';
import { OtherLicences } from './other-licences.tsx';
import { RelationList } from './relation-list.tsx';
import { useEventKeys } from './use-event-keys.ts';
import { useEventView } from './use-event-view.ts';

/** A dealer: firearms sold there and recovered over time, its licences and inspections. Never a judgement of it. */
export function DealerPage({ page }: { page: EntityPage }) {
  const words = useWords();
  const { say } = words;
  const formats = useFormats();
  const view = useEventView(page.events);
  useEventKeys(view, page.entity.id);
  const selected = page.events.find((event) => event.id === view.selected);
  const printed = usePrinted(page);
  const [period, setPeriod] = useState<string | null>(null);
  // Figures and columns count all firearms, the table lists the newest.
  const bins = binRecoveries(page.firearmTimes);
  const bin = bins.find((each) => each.period === period);
  const shown = bin === undefined ? page.firearms : page.firearms.filter((firearm) => bin.ids.includes(firearm.id));
  const known = page.firearmTimes.flatMap(({ timeToCrimeDays }) => timeToCrimeDays ?? []);
  const middle = median(known);
  const unrecovered = page.firearmTimes.filter((firearm) => firearm.recoveredOn === null).length;
  return (
    <PageFrame
      title={labelText(page.entity.label, words)}
      className="entity"
      printed={printed}
      evidence={<EntityEvidencePanel page={page} selected={selected} />}
      selected={selected === undefined ? null : selected.title}
      close={() => view.select(null)}
    >
      <EntityHead page={page}>
        <dl className="figures">
          <Figure
            title={say('dealer.traced')}
            parts={unrecovered === 0 ? '' : say('dealer.noRecovery', { n: unrecovered })}
          >
            {formats.number(page.firearmTimes.length)}
          </Figure>
          {page.firearmTimes.length === 0 ? null : (
            <>
              <Figure
                title={say('dealer.median')}
                parts={say('dealer.medianOf', { n: known.length, unknown: page.firearmTimes.length - known.length })}
              >
                {middle === null ? say('tied.notKnown') : say('evidence.days', { n: middle })}
              </Figure>
              <ShortTime firearms={page.firearmTimes} />
            </>
          )}
        </dl>
      </EntityHead>
      <p className="dealer-caution">
        <Icon name="dealer" size={18} />
        <span>
          <strong>{say('dealer.caution')}</strong> {say('dealer.cautionMore')}
        </span>
      </p>
      <section className="panel" aria-labelledby="over-time">
        <h2 id="over-time">{say('dealer.overTime')}</h2>
        {bins.length === 0 ? (
          <p>{say('dealer.overTimeNone')}</p>
        ) : (
          <RecoveryHistogram bins={bins} period={period} choose={setPeriod} unrecovered={unrecovered} />
        )}
      </section>
      <DealerStandingPanel id={page.entity.id} />
      <section className="panel tied-firearms" aria-label={say('dealer.firearms')}>
        {bin === undefined ? null : (
          <p className="sentence">
            {say('dealer.filtered', { period: bin.period })} ·{' '}
            {say('entity.shownOf', { shown: shown.length, total: bin.ids.length })}
            <button type="button" className="button compact screen-only" onClick={() => setPeriod(null)}>
              <Icon name="close" size={14} /> {say('dealer.showAll')}
            </button>
          </p>
        )}
        <FirearmTable
          firearms={shown}
          title={<h2>{say('dealer.firearms')}</h2>}
          label={say('dealer.firearms')}
          empty={say('dealer.firearmsNone')}
        />
        <FirearmsCut page={page} />
      </section>
      <DealerHistory page={page} />
      <OtherLicences page={page} />
      <ShownTime view={view} />
      <EventListPanel view={view} page={page} />
      <RelationList page={page} />
      <ObservationList page={page} />
    </PageFrame>
  );
}
