import type { Feed } from '../feed.ts';
import { calls } from './calls.ts';

export const callsFeed: Feed = {
  name: 'calls',
  title: 'Calls for service',
  publisher: "The agency's computer-aided dispatch",
  layouts: [calls],
};
