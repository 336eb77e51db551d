import type { Feed } from '../feed.ts';
import { requestsLayout } from './requests.ts';
import { resultsLayout } from './results.ts';

export const etraceFeed: Feed = {
  name: 'etrace',
  title: 'Firearm traces',
  publisher: 'Bureau of Alcohol, Tobacco, Firearms and Explosives, eTrace',
  layouts: [resultsLayout, requestsLayout],
};
