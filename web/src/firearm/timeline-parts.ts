import type { HTMLAttributes, SVGProps } from 'react';
import type { DatedEvent, LifeView } from './life-view.ts';
import type { TimelineLayout } from './timeline-layout.ts';

/** What stands at a mark. */
export interface MarkWords {
  readonly title: string;
  readonly when: string;
}

/** What the timeline hands to the way it is drawn, in a row or in a column. */
export interface TimelineParts {
  readonly view: LifeView;
  readonly layout: TimelineLayout;
  readonly moments: readonly DatedEvent[];
  readonly intervals: readonly DatedEvent[];
  readonly wordsOf: (each: DatedEvent) => MarkWords;
  readonly markProps: (each: DatedEvent) => SVGProps<SVGGElement> & HTMLAttributes<Element>;
}
