import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from './session.ts';

/** The way to a source row; plain words for a role that may not open it. */
export function RecordLink(props: { record: number | undefined; children: ReactNode; className?: string }) {
  const may = useMay();
  return props.record !== undefined && may('record.read') ? (
    <Link to="/record/$record" params={{ record: String(props.record) }} className={props.className}>
      {props.children}
    </Link>
  ) : (
    <span className={props.className}>{props.children}</span>
  );
}
