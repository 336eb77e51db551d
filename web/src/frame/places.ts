import type { IconName } from './icon.tsx';
import type { PlainKey } from './words.tsx';

/** The places of the rail. A place is added here when its page exists, never before. */
export const places: readonly {
  to: string;
  icon: IconName;
  label: PlainKey;
  /** What the session must include. */
  action: string;
  also: readonly string[];
}[] = [
  { to: '/', icon: 'live', label: 'place.live', action: 'live.read', also: [] },
  { to: '/leads', icon: 'lead', label: 'place.leads', action: 'leads.read', also: ['/lead/', '/notices'] },
  { to: '/firearms', icon: 'firearm', label: 'place.firearms', action: 'search', also: ['/firearm/'] },
  {
    to: '/trafficking',
    icon: 'flows',
    label: 'place.trafficking',
    action: 'traces.read',
    also: ['/traces', '/trace/'],
  },
  { to: '/links', icon: 'links', label: 'place.links', action: 'entity.read', also: [] },
  {
    to: '/review',
    icon: 'review',
    label: 'place.review',
    action: 'identity.read',
    also: ['/why', '/clusters/', '/identity'],
  },
  { to: '/gunshots', icon: 'desk', label: 'place.desk', action: 'gunshots.read', also: ['/gunshots/'] },
  { to: '/exhibits', icon: 'exhibit', label: 'place.exhibits', action: 'exhibits.read', also: ['/exhibits/'] },
  { to: '/city', icon: 'place', label: 'place.city', action: 'city.read', also: [] },
  { to: '/reports', icon: 'report', label: 'place.reports', action: 'reports.read', also: ['/reports/'] },
  { to: '/nibin', icon: 'fit', label: 'place.nibin', action: 'nibin.read', also: ['/nibin/'] },
  { to: '/tracing', icon: 'tracing', label: 'place.tracing', action: 'tracing.read', also: ['/tracing/'] },
  { to: '/imports', icon: 'imports', label: 'place.imports', action: 'imports.read', also: ['/imports/', '/record/'] },
];
