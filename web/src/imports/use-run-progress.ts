import { useEffect, useState } from 'react';
import type { ImportRun } from '../../../src/model/import-answers.ts';
import { apiBase } from '../frame/request.ts';

export type Progress = Pick<ImportRun, 'read' | 'accepted' | 'rejected' | 'duplicates'>;

/** What the server says of an import while it is read; null before the first word and when it is not followed. */
export function useRunProgress(run: number, follow: boolean): Progress | null {
  const [progress, setProgress] = useState<Progress | null>(null);
  useEffect(() => {
    if (!follow) return;
    const source = new EventSource(`${apiBase}/events`);
    source.addEventListener('progress', (event) => {
      const message = JSON.parse((event as MessageEvent<string>).data) as Progress & { run: number };
      if (message.run === run) setProgress(message);
    });
    return () => source.close();
  }, [run, follow]);
  return follow ? progress : null;
}
