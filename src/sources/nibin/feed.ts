import type { Feed } from '../feed.ts';
import { entriesLayout } from './entries.ts';
import { hitsLayout, leadsLayout } from './leads.ts';

export const nibinFeed: Feed = {
  name: 'nibin',
  title: 'Ballistic entries, leads and hits',
  publisher: "National Integrated Ballistic Information Network site or the agency's laboratory",
  layouts: [entriesLayout, leadsLayout, hitsLayout],
};
