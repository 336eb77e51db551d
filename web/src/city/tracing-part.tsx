import type { ReactNode } from 'react';
import type { CitySettings } from '../../../src/model/city-settings.ts';
import { useWords } from '../frame/words.tsx';

export const tracingTargets = ['requestTargetDays', 'resultTargetDays', 'urgentResultTargetDays'] as const;
export const ballisticTargets = [
  'entryTargetHours',
  'leadTargetHours',
  'entryBusinessDays',
  'correlationBusinessDays',
  'disseminationTargetHours',
] as const;
export const ballisticTexts = ['errorRates', 'inconclusives'] as const;
export const requesterLines = ['ori', 'department', 'mailingAddress', 'phone'] as const;

/** What a city sets for its tracing desk, and the days to the destruction of reports. */
export function TracingParts({
  settings: { tracing, ballistics, multipleSales, gunshots, denials, links },
  change,
}: {
  readonly settings: CitySettings;
  readonly change: (change: (settings: CitySettings) => void) => void;
}) {
  const { say } = useWords();
  return (
    <>
      <Part title={say('city.tracing')} help={say('city.tracingHelp')}>
        <label className="setting">
          <span>{say('city.tracing.tracedWithinDays')}</span>
          <input
            className="field compact"
            defaultValue={tracing.tracedWithinDays.join(', ')}
            onChange={(event) => {
              const days = event.currentTarget.value
                .split(/[\s,;]+/)
                .filter(Boolean)
                .map(Number);
              change((draft) => void (draft.tracing.tracedWithinDays = days));
            }}
          />
        </label>
        {tracingTargets.map((name) => (
          <Count
            key={name}
            label={say(`city.tracing.${name}`)}
            value={tracing[name]}
            least={0}
            change={(value) => change((draft) => void (draft.tracing[name] = value))}
          />
        ))}
        {requesterLines.map((name) => (
          <label key={name} className="setting">
            <span>{say(`city.requester.${name}`)}</span>
            <input
              className="field compact"
              maxLength={200}
              value={tracing.requester[name]}
              onChange={(event) => {
                const { value } = event.currentTarget;
                change((draft) => void (draft.tracing.requester[name] = value));
              }}
            />
          </label>
        ))}
      </Part>
      <Part title={say('city.ballistics')} help={say('city.ballisticsHelp')}>
        {ballisticTargets.map((name) => (
          <Count
            key={name}
            label={say(`city.ballistics.${name}`)}
            value={ballistics[name]}
            least={0}
            change={(value) => change((draft) => void (draft.ballistics[name] = value))}
          />
        ))}
        {ballisticTexts.map((name) => (
          <label key={name} className="setting">
            <span>{say(`city.ballistics.${name}`)}</span>
            <textarea
              className="field"
              rows={4}
              maxLength={4000}
              value={ballistics[name]}
              onChange={(event) => {
                const { value } = event.currentTarget;
                change((draft) => void (draft.ballistics[name] = value));
              }}
            />
          </label>
        ))}
      </Part>
      <Part title={say('city.multipleSales')} help={say('city.multipleSalesHelp')}>
        <Count
          label={say('city.multipleSales.days')}
          value={multipleSales.days}
          least={1}
          most={20}
          change={(value) => change((draft) => void (draft.multipleSales.days = value))}
        />
      </Part>
      <Part title={say('city.gunshots')} help={say('city.gunshotsHelp')}>
        <Count
          label={say('city.gunshots.placeMeters')}
          value={gunshots.placeMeters}
          least={25}
          most={1000}
          change={(value) => change((draft) => void (draft.gunshots.placeMeters = value))}
        />
        <Count
          label={say('city.gunshots.areaMeters')}
          value={gunshots.areaMeters}
          least={25}
          most={5000}
          change={(value) => change((draft) => void (draft.gunshots.areaMeters = value))}
        />
      </Part>
      <Part title={say('city.denials')} help={say('city.denialsHelp')}>
        <label className="check">
          <input
            type="checkbox"
            checked={denials.inLeads}
            onChange={(event) => {
              const { checked } = event.currentTarget;
              change((draft) => void (draft.denials.inLeads = checked));
            }}
          />
          {say('city.denials.inLeads')}
        </label>
      </Part>
      <Part title={say('city.links')} help={say('city.linksHelp')}>
        <Count
          label={say('city.hubDegree')}
          value={links.hubDegree}
          least={1}
          most={100_000}
          change={(value) => change((draft) => void (draft.links.hubDegree = value))}
        />
      </Part>
    </>
  );
}

export function Part({ title, help, children }: { title: string; help?: string; children: ReactNode }) {
  return (
    <fieldset className="settings-part">
      <legend>{title}</legend>
      {help === undefined ? null : <p className="small muted">{help}</p>}
      {children}
    </fieldset>
  );
}

export function Count({
  label,
  value,
  least,
  most,
  change,
}: {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most?: number;
  readonly change: (value: number) => void;
}) {
  return (
    <label className="setting">
      <span>{label}</span>
      <input
        className="field compact short"
        type="number"
        min={least}
        max={most}
        step={1}
        value={Number.isNaN(value) ? '' : value}
        onChange={(event) => change(event.currentTarget.valueAsNumber)}
      />
    </label>
  );
}
