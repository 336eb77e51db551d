import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { EntityKind } from '../../../src/model/tables.ts';
import { labelText } from './entity-label.ts';
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

export function EntityLink({ id, children, className }: { id: string; children: ReactNode; className?: string }) {
  const words = useWords();
  return (
    <Link to={entityPath(id)} className={className}>
      {typeof children === 'string' ? labelText(children, words) : children}
    </Link>
  );
}
