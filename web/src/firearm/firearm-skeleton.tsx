import { PageFrame } from '../frame/page-frame.tsx';
import { Loading, Skeleton, SkeletonLines } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import './firearm.css';

/** The shape of the page while the life is on its way. */
export function FirearmSkeleton() {
  const { say } = useWords();
  return (
    <PageFrame title={say('kind.firearm')} className="firearm" evidence={<SkeletonLines lines={9} />}>
      <h1 className="unseen">{say('kind.firearm')}</h1>
      <Loading>
        <div className="page-head">
          <div style={{ width: '40%' }}>
            <Skeleton height={30} />
          </div>
          <div style={{ width: '36%' }}>
            <Skeleton height={40} />
          </div>
        </div>
        <div className="panel">
          <Skeleton height={20} width="20%" />
          <div style={{ height: 72 }} />
          <Skeleton height={18} />
          <div style={{ height: 72 }} />
        </div>
        <div className="two">
          <div className="panel">
            <Skeleton height={320} />
          </div>
          <div className="panel">
            <Skeleton height={320} />
          </div>
        </div>
        <div className="panel">
          <SkeletonLines lines={8} />
        </div>
      </Loading>
    </PageFrame>
  );
}
