import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CitySetUp, SettingsVersion } from '../../../src/model/city-settings.ts';
import { PageFrame } from '../frame/page-frame.tsx';
import { useFormats, useMay } from '../frame/session.ts';
import { Failed, Loading, Skeleton, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { ChangeTable } from './change-table.tsx';
import { cityQuery, proposeSettings } from './city-queries.ts';
import { FitPanel } from './fit-panel.tsx';
import { keepSettings, keptSettings, type SettingsDraft } from './kept-settings.ts';
import { ProposalPanel } from './proposal-panel.tsx';
import { RecordedFit } from './recorded-fit.tsx';
import { settingChanges } from './setting-changes.ts';
import { SettingsForm } from './settings-form.tsx';
import { ballisticTargets, ballisticTexts, requesterLines, tracingTargets } from './tracing-part.tsx';
import { WeightsPicture } from './weights-picture.tsx';
import './city.css';

/** What a city decides about how its traces are read: in force, proposed, and every version before. */
export function CityPage() {
  const { say } = useWords();
  const may = useMay();
  const setUp = useQuery(cityQuery);
  const [draft, setDraft] = useState<SettingsDraft | null>(keptSettings);
  const { data } = setUp;
  const keep = (next: SettingsDraft | null) => {
    keepSettings(next);
    setDraft(next);
  };
  const startFrom = ({ settings }: SettingsVersion) => keep({ settings: structuredClone(settings), reason: '' });
  const waiting = data?.versions.filter(({ state }) => state === 'PROPOSED') ?? [];
  return (
    <PageFrame title={say('city.title')} className="city">
      <div className="page-head">
        <div>
          <h1>{say('city.title')}</h1>
          <p>{say('city.lead')}</p>
        </div>
        {data !== undefined && draft === null && may('city.propose') ? (
          <button type="button" className="button first screen-only" onClick={() => startFrom(data.inForce)}>
            {say('city.edit')}
          </button>
        ) : null}
      </div>
      {data === undefined ? (
        setUp.error === null ? (
          <Loading>
            <div className="panel">
              <Skeleton height={280} />
            </div>
            <div className="panel">
              <SkeletonLines lines={6} />
            </div>
          </Loading>
        ) : (
          <Failed error={setUp.error} retry={() => void setUp.refetch()} />
        )
      ) : (
        <>
          {draft !== null && may('city.propose') ? (
            <Proposing setUp={data} draft={draft} keep={keep} />
          ) : (
            <InForce version={data.inForce} />
          )}
          {waiting.length === 0 ? null : <h2>{say('city.waiting')}</h2>}
          {waiting.map((version) => (
            <ProposalPanel key={version.version} version={version} inForce={data.inForce.settings} />
          ))}
          <RecordedFit />
          <History versions={data.versions} again={draft === null && may('city.propose') ? startFrom : null} />
        </>
      )}
    </PageFrame>
  );
}

function InForce({ version }: { version: SettingsVersion }) {
  const { say } = useWords();
  const { moment } = useFormats();
  const { settings, fit } = version;
  return (
    <section className="panel" aria-labelledby="in-force">
      <h2 id="in-force">{say('city.weightsNow')}</h2>
      <p className="small muted">
        {version.version === 0
          ? say('city.declared')
          : say('city.signedBy', {
              n: String(version.version),
              a: version.proposedBy ?? '',
              b: version.signedBy ?? '',
              when: version.signedAt === null ? '' : moment(version.signedAt),
            })}
      </p>
      <WeightsPicture weights={settings.weights} />
      <p className="small muted">{say('city.weightsHelp')}</p>
      {fit === null ? null : <FitPanel fit={fit} />}
      <dl className="city-facts">
        <Fact
          name={say('city.home')}
          value={[settings.home.state, ...settings.home.counties].filter(Boolean).join(', ')}
        />
        <Fact name={say('city.outcome')} value={say(`city.outcome.${settings.outcome}`)} />
        {(Object.keys(settings.leads) as (keyof typeof settings.leads)[]).map((name) => (
          <Fact key={name} name={say(`city.leads.${name}`)} value={String(settings.leads[name])} />
        ))}
        <Fact name={say('city.demandLetterTraces')} value={String(settings.dealers.demandLetterTraces)} />
        <Fact name={say('city.first')} value={String(settings.dealers.first)} />
        <Fact
          name={say('city.districts')}
          value={settings.districts.map(({ name }) => name).join(', ') || say('city.districtsNone')}
        />
        <Fact
          name={say('city.holidays')}
          value={settings.holidays.map(({ name, on }) => `${name} ${on}`).join(', ') || say('city.holidaysNone')}
        />
        <Fact name={say('city.tracing.tracedWithinDays')} value={settings.tracing.tracedWithinDays.join(', ')} />
        {tracingTargets.map((name) => (
          <Fact key={name} name={say(`city.tracing.${name}`)} value={String(settings.tracing[name])} />
        ))}
        {requesterLines.map((name) => (
          <Fact key={name} name={say(`city.requester.${name}`)} value={settings.tracing.requester[name]} />
        ))}
        {ballisticTargets.map((name) => (
          <Fact key={name} name={say(`city.ballistics.${name}`)} value={String(settings.ballistics[name])} />
        ))}
        {ballisticTexts.map((name) => (
          <Fact key={name} name={say(`city.ballistics.${name}`)} value={settings.ballistics[name]} />
        ))}
        <Fact name={say('city.multipleSales.days')} value={String(settings.multipleSales.days)} />
        <Fact name={say('city.gunshots.placeMeters')} value={String(settings.gunshots.placeMeters)} />
        <Fact name={say('city.gunshots.areaMeters')} value={String(settings.gunshots.areaMeters)} />
        <Fact
          name={say('city.denials.inLeads')}
          value={say(settings.denials.inLeads ? 'city.denials.used' : 'city.denials.unused')}
        />
        <Fact name={say('city.hubDegree')} value={String(settings.links.hubDegree)} />
      </dl>
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  const { say } = useWords();
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value || say('city.none')}</dd>
    </div>
  );
}

function Proposing({
  setUp,
  draft,
  keep,
}: {
  readonly setUp: CitySetUp;
  readonly draft: SettingsDraft;
  readonly keep: (draft: SettingsDraft | null) => void;
}) {
  const { say } = useWords();
  const client = useQueryClient();
  const propose = useMutation({
    mutationFn: () => proposeSettings(draft),
    onSuccess: (answer) => {
      client.setQueryData(cityQuery.queryKey, answer);
      keep(null);
    },
  });
  const unchanged = settingChanges(setUp.inForce.settings, draft.settings).length === 0;
  return (
    <section className="panel screen-only" aria-labelledby="proposing">
      <h2 id="proposing">{say('city.editing')}</h2>
      <p className="small muted">{say('city.draftKept')}</p>
      <SettingsForm
        settings={draft.settings}
        written={setUp.districtsWritten}
        change={(change) => {
          const settings = structuredClone(draft.settings);
          change(settings);
          keep({ ...draft, settings });
        }}
      />
      <ChangeTable before={setUp.inForce.settings} after={draft.settings} />
      <label className="city-why">
        <span>{say('city.reason')}</span>
        <textarea
          className="field"
          rows={2}
          maxLength={1000}
          value={draft.reason}
          onChange={(event) => keep({ ...draft, reason: event.currentTarget.value })}
        />
      </label>
      {propose.error === null ? null : <Failed error={propose.error} />}
      <div className="buttons">
        <button
          type="button"
          className="button first"
          disabled={unchanged || draft.reason.trim() === '' || propose.isPending}
          onClick={() => propose.mutate()}
        >
          {say('city.propose')}
        </button>
        <button type="button" className="button" onClick={() => keep(null)}>
          {say('city.discard')}
        </button>
      </div>
    </section>
  );
}

function History({
  versions,
  again,
}: {
  readonly versions: readonly SettingsVersion[];
  readonly again: ((version: SettingsVersion) => void) | null;
}) {
  const { say } = useWords();
  const { moment } = useFormats();
  return (
    <section className="panel" aria-labelledby="city-history">
      <h2 id="city-history">{say('city.history')}</h2>
      {versions.length === 0 ? (
        <p className="muted">{say('city.historyNone')}</p>
      ) : (
        <div className="table-scroll" tabIndex={0} role="group" aria-labelledby="city-history">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('city.version')}</th>
                <th scope="col">{say('city.status')}</th>
                <th scope="col">{say('city.who')}</th>
                <th scope="col">{say('city.why')}</th>
                {again === null ? null : <td />}
              </tr>
            </thead>
            <tbody>
              {versions.map((each) => (
                <tr key={each.version}>
                  <th scope="row" className="number">
                    {each.version}
                  </th>
                  <td>{say(`city.status.${each.state}`)}</td>
                  <td>
                    {[
                      [each.proposedBy, each.proposedAt],
                      [each.signedBy, each.signedAt],
                    ]
                      .flatMap(([who, when]) => (who && when ? [`${who}, ${moment(when)}`] : []))
                      .join('; ')}
                  </td>
                  <td>{each.reason}</td>
                  {again === null ? null : (
                    <td className="right">
                      <button type="button" className="button quiet compact screen-only" onClick={() => again(each)}>
                        {say('city.again')}
                      </button>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
