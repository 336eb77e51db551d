import type { Feed } from '../feed.ts';
import { alerts } from './alerts.ts';

export const gunshotAlertsFeed: Feed = {
  name: 'gunshot-alerts',
  title: 'Gunshot detection alerts',
  publisher: "The vendor of the agency's gunshot detection system, or the agency",
  layouts: [alerts],
};
