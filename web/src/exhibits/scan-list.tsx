import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ExhibitPage } from '../../../src/model/exhibit-page.ts';
import { useFormats } from '../frame/session.ts';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { handInScan } from './exhibit-queries.ts';
import { ScanOff } from './scan-off.tsx';

/** Scans of an exhibit with what was made of each, and the way to hand one in. */
export function ScanList({
  page,
  writes,
  took,
}: {
  page: ExhibitPage;
  writes: boolean;
  took: (page: ExhibitPage) => void;
}) {
  const { say, sayIfKnown } = useWords();
  const formats = useFormats();
  const file = useRef<HTMLInputElement>(null);
  const [maskedBefore, setMaskedBefore] = useState(false);
  const handIn = useMutation({
    mutationFn: (chosen: File) => handInScan(page.exhibit, chosen, maskedBefore),
    onSuccess: took,
    onSettled: () => {
      if (file.current !== null) file.current.value = '';
    },
  });
  const takes = page.steps.includes('image');
  return (
    <section className="panel" aria-labelledby="scans">
      <div className="panel-head">
        <h2 id="scans">{say('exhibits.scans')}</h2>
        {writes && takes ? (
          <div className="scan-handing screen-only">
            <label className="check">
              <input
                type="checkbox"
                checked={maskedBefore}
                onChange={(event) => setMaskedBefore(event.target.checked)}
              />{' '}
              {say('exhibits.maskedAlready')}
            </label>
            <label className="button compact first file-button">
              {handIn.isPending ? say('exhibits.handingIn') : say('exhibits.handIn')}
              <input
                ref={file}
                type="file"
                accept=".x3p"
                disabled={handIn.isPending}
                onChange={(event) => {
                  const [chosen] = event.target.files ?? [];
                  if (chosen !== undefined) handIn.mutate(chosen);
                }}
              />
            </label>
          </div>
        ) : null}
      </div>
      {handIn.error === null ? null : <Failed error={handIn.error} />}
      {page.scanList.length === 0 ? (
        <p className="muted">{takes ? say('exhibits.scansNone') : say('exhibits.scansNotYet')}</p>
      ) : null}
      <ul className="plain-list">
        {page.scanList.map((scan) => (
          <li
            key={scan.scan}
            className={scan.supersededBy === null && scan.state !== 'WITHDRAWN' ? undefined : 'undone'}
          >
            <p>
              <strong>{scan.file}</strong>{' '}
              <span className="tag">
                {scan.state === 'PREPARED'
                  ? scan.supersededBy !== null
                    ? say('exhibits.superseded', { n: scan.supersededBy })
                    : scan.indexed
                      ? say('exhibits.scan.indexed')
                      : say('exhibits.scan.PREPARED')
                  : say(`exhibits.scan.${scan.state}`)}
              </span>
            </p>
            {scan.failure === null ? null : (
              <p
                className={scan.state === 'WITHDRAWN' ? 'small' : 'late'}
                role={scan.state === 'WITHDRAWN' ? 'note' : 'alert'}
              >
                {scan.state === 'WITHDRAWN'
                  ? scan.failure.message
                  : (sayIfKnown(`problem.${scan.failure.code}`) ?? scan.failure.message)}
              </p>
            )}
            {scan.warnings.map((warning) => (
              <p key={warning} className="small">
                {warning}
              </p>
            ))}
            <p className="muted small">
              {formats.moment(scan.uploadedAt)} · {scan.uploadedBy} ·{' '}
              {scan.engine === null ? null : say('exhibits.engine', { engine: scan.engine })}{' '}
              <span className="mono hash" title={scan.sha256}>
                SHA-256 {scan.sha256.slice(0, 16)}…
              </span>
            </p>
            {writes && scan.state !== 'WITHDRAWN' ? <ScanOff page={page} scan={scan} took={took} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
