import type { Feed } from '../feed.ts';
import { licenseeList, numberedList } from './licensee-list.ts';

export const licenseesFeed: Feed = {
  name: 'licensees',
  title: 'Federal firearms licensees',
  publisher: 'Bureau of Alcohol, Tobacco, Firearms and Explosives',
  layouts: [licenseeList, numberedList],
};
