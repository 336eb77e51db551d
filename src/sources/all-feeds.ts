import type { FeedName } from '../model/feeds.ts';
import { callsFeed } from './calls/feed.ts';
import { denialsFeed } from './denials/feed.ts';
import { etraceFeed } from './etrace/feed.ts';
import type { Feed } from './feed.ts';
import { gunshotAlertsFeed } from './gunshot-alerts/feed.ts';
import { incidentsFeed } from './incidents/feed.ts';
import { inspectionsFeed } from './inspections/feed.ts';
import { licenseesFeed } from './licensees/feed.ts';
import { multipleSalesFeed } from './multiple-sales/feed.ts';
import { nibinFeed } from './nibin/feed.ts';
import { nicsFeed } from './nics/feed.ts';
import { recoveriesFeed } from './recoveries/feed.ts';
import { shootingsFeed } from './shootings/feed.ts';
import { theftsFeed } from './thefts/feed.ts';
import { traceFlowsFeed } from './trace-flows/feed.ts';

/** Every feed by name. */
export const allFeeds: Readonly<Record<FeedName, Feed>> = {
  licensees: licenseesFeed,
  inspections: inspectionsFeed,
  incidents: incidentsFeed,
  recoveries: recoveriesFeed,
  etrace: etraceFeed,
  thefts: theftsFeed,
  nibin: nibinFeed,
  shootings: shootingsFeed,
  'gunshot-alerts': gunshotAlertsFeed,
  calls: callsFeed,
  'trace-flows': traceFlowsFeed,
  nics: nicsFeed,
  'multiple-sales': multipleSalesFeed,
  denials: denialsFeed,
};
