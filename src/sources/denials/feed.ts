import type { Feed } from '../feed.ts';
import { notices } from './notices.ts';

export const denialsFeed: Feed = {
  name: 'denials',
  title: 'Notices of denied firearm purchases',
  publisher: 'Federal Bureau of Investigation, or the state that makes the background check',
  layouts: [notices],
};
