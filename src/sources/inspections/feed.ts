import type { Feed } from '../feed.ts';
import { inspections } from './inspections.ts';

export const inspectionsFeed: Feed = {
  name: 'inspections',
  title: 'ATF inspections of federal firearms licensees',
  publisher: 'Bureau of Alcohol, Tobacco, Firearms and Explosives; the reports as collected by news organisations',
  layouts: [inspections],
};
