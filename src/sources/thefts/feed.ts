import type { Feed } from '../feed.ts';
import { theftsLayout } from './thefts.ts';

export const theftsFeed: Feed = {
  name: 'thefts',
  title: 'Stolen and lost firearms',
  publisher: "Licensees' theft and loss reports (ATF Form 3310.11) and the agency's own reports",
  layouts: [theftsLayout],
};
