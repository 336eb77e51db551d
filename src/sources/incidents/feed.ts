import type { Feed } from '../feed.ts';
import { incidents } from './incidents.ts';
import { offenses } from './offenses.ts';
import { suspects } from './suspects.ts';
import { victims } from './victims.ts';

export const incidentsFeed: Feed = {
  name: 'incidents',
  title: 'Incidents, offenses, victims and suspects',
  publisher: "The agency's records system",
  layouts: [incidents, offenses, victims, suspects],
};
