import type { Feed } from '../feed.ts';
import { victims } from './victims.ts';

export const shootingsFeed: Feed = {
  name: 'shootings',
  title: 'Shooting victims',
  publisher: 'City open data',
  layouts: [victims],
};
