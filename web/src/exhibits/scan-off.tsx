import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { ExhibitPage } from '../../../src/model/exhibit-page.ts';
import type { ExhibitScan } from '../../../src/model/exhibits.ts';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { withdrawScan } from './exhibit-queries.ts';

/** Takes a scan off an exhibit of which it is none, once somebody said why and was told what goes with it. */
export function ScanOff({
  page,
  scan,
  took,
}: {
  page: ExhibitPage;
  scan: ExhibitScan;
  took: (page: ExhibitPage) => void;
}) {
  const { say } = useWords();
  const field = useId();
  const [asks, setAsks] = useState(false);
  const [reason, setReason] = useState('');
  const off = useMutation({
    mutationFn: () => withdrawScan(page.exhibit, scan.scan, { version: page.version, reason: reason.trim() }),
    onSuccess: (after) => {
      setAsks(false);
      took(after);
    },
  });
  if (!asks)
    return (
      <p className="screen-only">
        <button type="button" className="button compact quiet" onClick={() => setAsks(true)}>
          {say('exhibits.scanOff')}
        </button>
      </p>
    );
  return (
    <form
      className="scan-off screen-only"
      onSubmit={(event) => {
        event.preventDefault();
        off.mutate();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setAsks(false);
      }}
    >
      <p className="small">{say('exhibits.scanOffEffect')}</p>
      <label htmlFor={field} className="small muted">
        {say('exhibits.scanOffWhy')}
      </label>
      <input
        id={field}
        className="field"
        autoFocus
        required
        maxLength={300}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {off.error === null ? null : <Failed error={off.error} />}
      <p className="buttons">
        <button type="submit" className="button compact first" disabled={off.isPending || reason.trim() === ''}>
          {say('exhibits.scanOffDo')}
        </button>
        <button type="button" className="button compact" onClick={() => setAsks(false)}>
          {say('exhibits.scanOffNot')}
        </button>
      </p>
    </form>
  );
}
