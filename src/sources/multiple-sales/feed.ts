import type { Feed } from '../feed.ts';
import { reportsLayout } from './reports.ts';

export const multipleSalesFeed: Feed = {
  name: 'multiple-sales',
  title: 'Reports of multiple sales',
  publisher: 'Licensees, to the chief law enforcement officer of the place (ATF Forms 3310.4 and 3310.12)',
  layouts: [reportsLayout],
};
