import { Link } from '@tanstack/react-router';
import type { ExhibitPage } from '../../../src/model/exhibit-page.ts';
import { SurfacePicture } from '../ballistics/surface-picture.tsx';
import { useMay } from '../frame/session.ts';
import { ShareText } from '../frame/share-text.tsx';
import { useWords } from '../frame/words.tsx';

const confidenceLeast = 0.5;

/** The surface of the scan in force, and how sure its mask is; where there is none, how to get one. */
export function SurfacePlace({ page }: { page: ExhibitPage }) {
  const { say } = useWords();
  const may = useMay();
  const scan =
    page.scanList.find(
      ({ supersededBy, state }) => supersededBy === null && (state === 'RECEIVED' || state === 'PREPARED'),
    ) ?? null;
  return (
    <section className="panel surface-place" aria-labelledby="surface">
      <h2 id="surface">{say('exhibits.surface')}</h2>
      {scan === null ? (
        <p className="muted">{say('exhibits.surfaceNone')}</p>
      ) : scan.surfaceSha256 === null ? (
        <p role="status">{say('exhibits.preparing')}</p>
      ) : (
        <>
          <SurfacePicture
            key={scan.scan}
            exhibit={page.exhibit}
            scan={scan.scan}
            label={say('surface.of', { item: page.item })}
          />
          {may('exhibits.write') ? (
            <p className="screen-only">
              <Link
                className="button compact"
                to="/exhibits/$exhibit/mask/$scan"
                params={{ exhibit: String(page.exhibit), scan: String(scan.scan) }}
              >
                {say('surface.editMask')}
              </Link>
            </p>
          ) : null}
          <dl className="exhibit-facts">
            <div>
              <dt>{say('exhibits.surfaceSize')}</dt>
              <dd>
                {say('exhibits.surfaceSizeIs', {
                  width: scan.width ?? 0,
                  height: scan.height ?? 0,
                  pitch: scan.pitchMicrons ?? 0,
                })}
              </dd>
            </div>
            <div>
              <dt>{say('exhibits.measured')}</dt>
              <dd>{scan.measured === null ? say('exhibits.unknown') : <ShareText share={scan.measured} />}</dd>
            </div>
            <div>
              <dt>{say('exhibits.mask')}</dt>
              <dd>
                {scan.maskBy !== null
                  ? say('exhibits.maskBy', { who: scan.maskBy })
                  : scan.maskedBefore || scan.maskConfidence === null
                    ? say('exhibits.maskedBefore')
                    : scan.maskConfidence < confidenceLeast
                      ? say('exhibits.maskUnsure')
                      : say('exhibits.maskFound')}
              </dd>
            </div>
          </dl>
        </>
      )}
    </section>
  );
}
