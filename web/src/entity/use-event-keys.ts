import { useNavigate } from '@tanstack/react-router';
import type { LifeView } from '../firearm/life-view.ts';
import { useKeys } from '../frame/keys.ts';

/** The letters by which a page of events is worked: the same as on the page of a firearm. */
export function useEventKeys(view: LifeView, entity: string): void {
  const navigate = useNavigate();
  const shown = view.events.filter((event) => view.inTime.has(event.id));
  const current = view.hovered ?? view.selected;
  const step = (by: number) => {
    const at = shown.findIndex((event) => event.id === current);
    const next = shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : at + by];
    if (next === undefined) return;
    view.hover(next.id);
    document.querySelector(`tr[data-row="${CSS.escape(next.id)}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const focus = (...selectors: string[]) =>
    selectors
      .map((selector) => document.querySelector<HTMLElement | SVGElement>(selector))
      .find((each) => each !== null)
      ?.focus();
  useKeys([
    { key: 'j', label: 'keys.next', run: () => step(1) },
    { key: 'k', label: 'keys.previous', run: () => step(-1) },
    { key: 'x', label: 'keys.select', run: () => current !== null && view.select(current) },
    {
      key: 'o',
      label: 'keys.open',
      run: () => {
        const source = shown.find((event) => event.id === current)?.sources[0];
        if (source !== undefined) void navigate({ to: '/record/$record', params: { record: String(source.record) } });
      },
    },
    { key: 'l', label: 'keys.links', run: () => void navigate({ to: '/links', search: { ids: entity } }) },
    { key: 't', label: 'keys.timeline', run: () => focus('[data-event][tabindex="0"]', '.sequence-row') },
    { key: 'm', label: 'keys.map', run: () => focus('.where-mark', '.where-map canvas') },
    {
      key: 'Escape',
      label: 'keys.escape',
      run: () => {
        view.hover(null);
        view.select(null);
      },
    },
  ]);
}
