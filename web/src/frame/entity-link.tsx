import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { EntityKind } from '../../../src/model/tables.ts';

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
  return (
    <Link to={entityPath(id)} className={className}>
      {children}
    </Link>
  );
}
