import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import type { ComparedExhibit, ComparedSurfaces, SurfaceComparison } from '../../../src/model/surface-comparison.ts';
import { ratioText } from '../../../src/model/ratio-text.ts';
import { BallisticTexts } from './ballistic-text.tsx';
import { useFormats, useMay } from '../frame/session.ts';
import { useWords } from '../frame/words.tsx';

/** What the program found in words and figures, what it does not say, and of which scans. */
export function ComparisonFigures({ comparison, report }: { comparison: SurfaceComparison; report: ReactNode }) {
  const { say } = useWords();
  const { first, second, compared } = comparison;
  return (
    <>
      <h2>{say('compare.found')}</h2>
      {compared === null ? <p>{say('compare.notReady')}</p> : <Found compared={compared} />}
      <p className="caution">{say('compare.noConclusion')}</p>
      {report}
      <Side name={say('compare.first')} side={first} other={second} which="first" />
      <Side name={say('compare.second')} side={second} other={first} which="second" />
      <h2>{say('compare.text')}</h2>
      <BallisticTexts text={comparison.text} />
      <h2>{say('compare.cautions')}</h2>
      <p className="small">{say('compare.subclass')}</p>
      <p className="small">{say('compare.limits')}</p>
    </>
  );
}

function Found({ compared }: { compared: ComparedSurfaces }) {
  const { say } = useWords();
  const cells = (n: number, of: number) => say('compare.cellsOf', { n, of });
  const { congruentCells, congruentCellsReverse, cellsCompared, cellsComparedReverse } = compared;
  const rows: [string, ReactNode][] =
    compared.score === null
      ? []
      : [
          [
            say('compare.score'),
            <>
              <b className="figure">
                {cells(congruentCells + congruentCellsReverse, cellsCompared + cellsComparedReverse)}
              </b>{' '}
              ({compared.score.toFixed(3)})
            </>,
          ],
          [
            say('compare.firstOnSecond'),
            `${cells(congruentCells, cellsCompared)}; ${say('compare.notCompared', { n: compared.cellsNotCompared.length })}`,
          ],
          [say('compare.secondOnFirst'), cells(congruentCellsReverse, cellsComparedReverse)],
          [say('compare.whole'), compared.wholeScanCorrelation?.toFixed(3) ?? '–'],
          [say('compare.turned'), compared.rotationDegrees === null ? '–' : `${compared.rotationDegrees.toFixed(1)}°`],
          [
            say('compare.moved'),
            compared.translationMicrons === null
              ? '–'
              : say('compare.across', {
                  x: compared.translationMicrons.x.toFixed(0),
                  y: compared.translationMicrons.y.toFixed(0),
                }),
          ],
        ];
  return (
    <>
      {compared.score === null ? <p>{say('compare.nothing')}</p> : null}
      <dl className="facts compared-facts">
        {rows.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
        <dt>{say('compare.ratio')}</dt>
        <dd>{ratioText(compared.logLikelihoodRatio, { say, sayWith: say, sayTimes: say })}</dd>
        <dt>{say('compare.engine')}</dt>
        <dd>{compared.engine}</dd>
      </dl>
      <p className="muted small">
        {say('compare.thresholds', {
          cell: compared.cellMicrons,
          least: compared.correlationLeast,
          allowance: compared.allowanceMicrons,
        })}
      </p>
    </>
  );
}

function Side(props: { name: string; side: ComparedExhibit; other: ComparedExhibit; which: 'first' | 'second' }) {
  const { say, sayIfKnown } = useWords();
  const formats = useFormats();
  const may = useMay();
  const { name, side, other, which } = props;
  const scan = side.scans.find((each) => each.scan === side.scan);
  const rows: [string, ReactNode][] = [
    [say('compare.exhibit'), side.item],
    [say('compare.case'), side.case ?? say('compare.notKnown')],
    [say('compare.kind'), sayIfKnown(`compare.kind.${side.kind}`) ?? side.kind],
    [say('compare.origin'), sayIfKnown(`compare.origin.${side.origin}`) ?? side.origin],
    [say('compare.calibre'), side.calibre ?? say('compare.notKnown')],
    ...(scan === undefined
      ? []
      : ([
          [say('compare.scan'), `${scan.file}${scan.supersededBy === null ? '' : ` (${say('surface.superseded')})`}`],
          [
            say('compare.mask'),
            scan.masked === 'drawn'
              ? say('compare.masked.drawn', { who: scan.maskBy ?? '–' })
              : scan.masked === 'given'
                ? say('compare.masked.given')
                : say('compare.masked.found', { confidence: scan.maskConfidence?.toFixed(2) ?? '–' }),
          ],
          [say('surface.scannedAt'), `${formats.moment(scan.at)}, ${scan.by}`],
        ] as [string, ReactNode][])),
  ];
  return (
    <section>
      <h2>
        {name}: {side.item}
      </h2>
      {side.made ? <p className="muted small">{say('compare.made')}</p> : null}
      <dl className="facts compared-facts">
        {rows.map(([label, value]) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
      <div className="buttons screen-only">
        {scan !== undefined && scan.state === 'PREPARED' && may('exhibits.write') ? (
          <Link
            className="button compact"
            to="/exhibits/$exhibit/mask/$scan"
            params={{ exhibit: String(side.exhibit), scan: String(scan.scan) }}
            search={{ with: String(other.exhibit), side: which }}
          >
            {say('surface.editMask')}
          </Link>
        ) : null}
      </div>
      {side.scans.length < 2 ? null : <Versions side={side} which={which} />}
    </section>
  );
}

/** Every preparation of the scan: none is lost by another. */
function Versions({ side, which }: { side: ComparedExhibit; which: 'first' | 'second' }) {
  const { say } = useWords();
  const formats = useFormats();
  const name = which === 'first' ? 'scan' : 'otherScan';
  return (
    <details>
      <summary className="small">{say('surface.versions', { n: side.scans.length })}</summary>
      <ul className="plain-list small">
        {side.scans.map((each) => (
          <li key={each.scan}>
            <Link
              to="."
              search={(before: Record<string, unknown>) => ({ ...before, [name]: String(each.scan) }) as never}
              aria-current={each.scan === side.scan ? 'true' : undefined}
            >
              {formats.moment(each.at)}, {each.by}
            </Link>
            : {say(`surface.masked.${each.masked}`)}, {say(`surface.state.${each.state}`)}
          </li>
        ))}
      </ul>
    </details>
  );
}
