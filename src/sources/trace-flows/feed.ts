import type { Feed } from '../feed.ts';
import { sourceRecoveryMatrix } from './source-recovery-matrix.ts';

export const traceFlowsFeed: Feed = {
  name: 'trace-flows',
  title: 'Firearms traced, by source state and recovery state',
  publisher: 'Bureau of Alcohol, Tobacco, Firearms and Explosives',
  layouts: [sourceRecoveryMatrix],
};
