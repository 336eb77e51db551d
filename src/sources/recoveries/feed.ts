import type { Feed } from '../feed.ts';
import { recoveriesLayout } from './recoveries.ts';

export const recoveriesFeed: Feed = {
  name: 'recoveries',
  title: 'Recovered firearms',
  publisher: "The agency's property room",
  layouts: [recoveriesLayout],
};
