import type { Feed } from '../feed.ts';
import { backgroundChecks } from './background-checks.ts';

export const nicsFeed: Feed = {
  name: 'nics',
  title: 'Firearm background checks by month and state',
  publisher: 'Federal Bureau of Investigation, National Instant Criminal Background Check System',
  layouts: [backgroundChecks],
};
