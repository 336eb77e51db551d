import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import type { IdentityModelPage } from '../../../src/model/identity.ts';
import { Icon } from '../frame/icon.tsx';
import { useMay, useSession } from '../frame/session.ts';
import { serverWords } from '../frame/server-words.ts';
import { Failed } from '../frame/states.tsx';
import { fieldName } from '../imports/field-name.ts';
import { useWords } from '../frame/words.tsx';
import { bitsText } from './bits-text.ts';
import { markChanged, signModel } from './identity-queries.ts';

/** What would change if this model took the place of the one in force, and the signature of a second person. */
export function SignPanel({ model }: { model: IdentityModelPage }) {
  const words = useWords();
  const { say, language } = words;
  const may = useMay();
  const { actor } = useSession();
  const client = useQueryClient();
  const dialog = useRef<HTMLDialogElement>(null);
  const { drift } = model;
  const sign = useMutation({
    mutationFn: () => signModel(model.model),
    onSuccess: async () => {
      dialog.current?.close();
      markChanged(client);
      await client.refetchQueries({ type: 'active', queryKey: ['identity'] });
    },
  });
  // What is in force is itself what others are held against.
  if (model.state === 'IN_FORCE' && drift === null) return null;
  const changes =
    drift === null
      ? say('sign.first')
      : say('sign.changes', {
          join: drift.pairsAbove,
          joinBefore: drift.pairsAboveBefore,
          ask: drift.asked,
          askBefore: drift.askedBefore,
        });
  return (
    <section className="panel" aria-labelledby="drift">
      <h2 id="drift">{say('models.drift')}</h2>
      {drift === null ? (
        <p className="muted">{say('models.driftNone')}</p>
      ) : (
        <>
          <p>{say('models.driftOf', { n: String(drift.against) })}</p>
          <dl className="figures">
            {(['pairsAbove', 'pairsAboveBefore', 'asked', 'askedBefore'] as const).map((what) => (
              <div key={what}>
                <dt>{say(`drift.${what}`)}</dt>
                <dd className="number">{drift[what].toLocaleString(language === 'es' ? 'es-US' : 'en-US')}</dd>
              </div>
            ))}
          </dl>
          {drift.levels.length === 0 ? (
            <p className="small muted">{say('drift.levelsNone')}</p>
          ) : (
            <div className="table-scroll" tabIndex={0} role="group" aria-label={say('drift.levels')}>
              <table className="table">
                <caption className="small muted table-caption">{say('drift.levels')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{say('pair.field')}</th>
                    <th scope="col">{say('pair.comparison')}</th>
                    <th scope="col" className="right">
                      {say('drift.before')}
                    </th>
                    <th scope="col" className="right">
                      {say('drift.now')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {drift.levels.map((each) => (
                    <tr key={`${each.field} ${each.level}`}>
                      <th scope="row">{fieldName(each.field, words)}</th>
                      <td>{serverWords(each.level, words)}</td>
                      <td className="right number">{bitsText(each.bitsBefore, language)}</td>
                      <td className="right number">{bitsText(each.bitsNow, language)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </>
      )}
      {model.state === 'IN_FORCE' || !may('identity.sign') ? null : model.learntBy === actor ? (
        <p className="small sign-own">
          <Icon name="lock" size={16} /> {say('sign.own')}
        </p>
      ) : (
        <>
          <button type="button" className="button first screen-only" onClick={() => dialog.current?.showModal()}>
            {say('sign.sign')}
          </button>
          <dialog ref={dialog} className="dialog screen-only" aria-labelledby="sign-title">
            <h2 id="sign-title" className="dialog-title">
              {say('sign.title', { n: String(model.model) })}
            </h2>
            <ul className="split-effect">
              <li>{changes}</li>
              <li>{say('sign.judgements')}</li>
              <li>{say('sign.background')}</li>
            </ul>
            {sign.error === null ? null : <Failed error={sign.error} />}
            <div className="buttons end">
              <button type="button" className="button" onClick={() => dialog.current?.close()}>
                {say('decide.cancel')}
              </button>
              <button type="button" className="button first" disabled={sign.isPending} onClick={() => sign.mutate()}>
                {say('sign.sign')}
              </button>
            </div>
          </dialog>
        </>
      )}
    </section>
  );
}
