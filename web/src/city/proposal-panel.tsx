import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { CitySettings, SettingsVersion } from '../../../src/model/city-settings.ts';
import { Icon } from '../frame/icon.tsx';
import { useFormats, useMay, useSession } from '../frame/session.ts';
import { Failed, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { ChangeTable } from './change-table.tsx';
import { cityQuery, effectQuery, signSettings, withdrawSettings } from './city-queries.ts';
import { FitPanel } from './fit-panel.tsx';

/** A version that waits: what it changes, what that would do, and the signature of a second person. */
export function ProposalPanel({ version, inForce }: { version: SettingsVersion; inForce: CitySettings }) {
  const { say } = useWords();
  const { moment } = useFormats();
  const may = useMay();
  const { actor } = useSession();
  const client = useQueryClient();
  const dialog = useRef<HTMLDialogElement>(null);
  const change = useMutation({
    mutationFn: (what: 'sign' | 'withdraw') =>
      what === 'sign' ? signSettings(version.version) : withdrawSettings(version.version),
    onSuccess: (setUp) => {
      dialog.current?.close();
      client.setQueryData(cityQuery.queryKey, setUp);
      void client.invalidateQueries({
        refetchType: 'none',
        predicate: ({ queryKey }) => ['traces', 'leads', 'trafficking', 'entity'].includes(String(queryKey[0])),
      });
    },
  });
  const own = version.proposedBy === actor;
  const title = `proposal-${version.version}`;
  return (
    <section className="panel" aria-labelledby={title}>
      <h2 id={title}>
        {say('city.proposedBy', {
          n: String(version.version),
          who: version.proposedBy ?? '',
          when: version.proposedAt === null ? '' : moment(version.proposedAt),
        })}
      </h2>
      <blockquote className="city-reason">{version.reason}</blockquote>
      <ChangeTable before={inForce} after={version.settings} />
      {version.fit === null ? null : <FitPanel fit={version.fit} />}
      <Effect version={version.version} />
      {change.error === null ? null : <Failed error={change.error} />}
      <div className="buttons screen-only">
        {!may('city.sign') || version.fit?.wins === false ? null : own ? (
          <p className="small">
            <Icon name="lock" size={16} /> {say('city.signOwn')}
          </p>
        ) : (
          <button type="button" className="button first" onClick={() => dialog.current?.showModal()}>
            {say('city.sign')}
          </button>
        )}
        {may('city.propose') ? (
          <button
            type="button"
            className="button"
            disabled={change.isPending}
            onClick={() => change.mutate('withdraw')}
          >
            {say('city.withdraw')}
          </button>
        ) : null}
      </div>
      <dialog ref={dialog} className="dialog screen-only" aria-labelledby={`${title}-sign`}>
        <h2 id={`${title}-sign`} className="dialog-title">
          {say('city.signTitle', { n: String(version.version) })}
        </h2>
        <p>{say('city.signHelp')}</p>
        <div className="buttons end">
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            {say('city.cancel')}
          </button>
          <button
            type="button"
            className="button first"
            disabled={change.isPending}
            onClick={() => change.mutate('sign')}
          >
            {say('city.sign')}
          </button>
        </div>
      </dialog>
    </section>
  );
}

function Effect({ version }: { version: number }) {
  const { say } = useWords();
  const effect = useQuery(effectQuery(version));
  const { data } = effect;
  return (
    <div className="city-effect">
      <h3>{say('city.effect')}</h3>
      {data === undefined ? (
        effect.error === null ? (
          <SkeletonLines lines={3} />
        ) : (
          <Failed error={effect.error} retry={() => void effect.refetch()} />
        )
      ) : (
        <>
          {data.hubs.before === data.hubs.after ? null : <p>{say('city.effectHubs', data.hubs)}</p>}
          {data.reportsSooner === 0 ? null : (
            <p className="bad">{say('city.effectSooner', { n: data.reportsSooner })}</p>
          )}
          <p>{say('city.effectTop', { n: data.top, total: data.traces, kept: data.kept })}</p>
          <p>
            {say('city.effectStable', {
              n: data.top,
              kept: Math.round(data.stability.kept),
              draws: data.stability.draws,
            })}
          </p>
          {data.leads.length === 0 ? null : (
            <div className="table-scroll" tabIndex={0} role="group" aria-label={say('city.effectKind')}>
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{say('city.effectKind')}</th>
                    <th scope="col" className="right">
                      {say('city.effectBefore')}
                    </th>
                    <th scope="col" className="right">
                      {say('city.effectAfter')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {data.leads.map(({ kind, title, before, after }) => (
                    <tr key={kind} className={before === after ? 'muted' : ''}>
                      <th scope="row">{title}</th>
                      <td className="right number">{before}</td>
                      <td className="right number">{after}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </>
      )}
    </div>
  );
}
