import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { EntityKind } from '../../../src/model/tables.ts';
import { labelText } from './entity-label.ts';
import { useMay } from './session.ts';
import { useWords } from './words.tsx';

/** The kind and number of an entity's id, `firearm:8213`. */
export function splitId(id: string): { kind: EntityKind; number: string } {
  const [kind, number] = id.split(':');
  return { kind: kind as EntityKind, number: number ?? '' };
}

/** Address of an entity's page. */
export function entityPath(id: string): string {
  const { kind, number } = splitId(id);
  return `/${kind}/${number}`;
}

/** The way to an entity's page; its name in plain words for a role that may not open it. */
export function EntityLink({ id, children, className }: { id: string; children: ReactNode; className?: string }) {
  const words = useWords();
  const may = useMay();
  const inside = typeof children === 'string' ? labelText(children, words) : children;
  if (!may('entity.read')) return <span className={className}>{inside}</span>;
  return (
    <Link to={entityPath(id)} className={className}>
      {inside}
    </Link>
  );
}
