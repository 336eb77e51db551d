import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { CorrelationCandidate, CorrelationFilter } from '../../../src/model/correlations.ts';
import type { ExhibitPage } from '../../../src/model/exhibit-page.ts';
import type { Column } from '../frame/column.ts';
import { DataTable } from '../frame/data-table.tsx';
import { useFormats } from '../frame/session.ts';
import { Failed } from '../frame/states.tsx';
import { useWords } from '../frame/words.tsx';
import { calibreName } from './calibre-name.ts';
import { searchAgain } from './exhibit-queries.ts';

/** What the collection was searched for, and the candidates of the exhibit over all searches. */
export function CandidateTable({
  page,
  writes,
  took,
}: {
  page: ExhibitPage;
  writes: boolean;
  took: (page: ExhibitPage) => void;
}) {
  const { say, sayIfKnown } = useWords();
  const formats = useFormats();
  const navigate = useNavigate();
  const [selected, select] = useState<string | null>(null);
  const again = useMutation({
    mutationFn: (order: { only?: CorrelationFilter; exhaustive: boolean }) => searchAgain(page.exhibit, order),
    onSuccess: took,
  });
  const [newest] = page.requests;
  const ready = page.scanList.some(({ state, supersededBy }) => state === 'PREPARED' && supersededBy === null);
  const waits = page.requests.some(({ state }) => state === 'WAITING');
  const columns = useMemo((): Column<CorrelationCandidate>[] => {
    const cells = (way: 'own' | 'other', each: CorrelationCandidate) => {
      const { congruent, compared } = each[`${way}Cells`];
      return say(`exhibits.cells.${way}`, { n: congruent, of: compared });
    };
    const ratio = (each: CorrelationCandidate) =>
      each.logRatio === null
        ? say(`exhibits.undetermined.${each.undetermined ?? 'no-calibration-set'}`)
        : say(`exhibits.logRatio.${each.logRatio.cut}`, {
            log10: each.logRatio.log10.toFixed(2),
            low: each.logRatio.low.toFixed(2),
            high: each.logRatio.high.toFixed(2),
          });
    return [
      {
        id: 'rank',
        header: say('exhibits.col.rank'),
        text: (each) => String(each.rank),
        sort: (each) => each.rank,
        className: 'number',
        group: null,
      },
      {
        id: 'item',
        header: say('exhibits.col.item'),
        text: (each) => each.item,
        cell: (each) => (
          <Link to="/exhibits/$exhibit" params={{ exhibit: String(each.exhibit) }}>
            {each.item}
          </Link>
        ),
        rowHeader: true,
        group: null,
      },
      {
        id: 'compare',
        header: say('surface.compare'),
        text: () => '',
        cell: (each) => (
          <Link
            to="/exhibits/$first/with/$second"
            params={{ first: String(page.exhibit), second: String(each.exhibit) }}
            aria-label={say('surface.compareWith', { item: each.item })}
          >
            {say('surface.compare')}
          </Link>
        ),
        group: null,
      },
      { id: 'case', header: say('exhibits.col.case'), text: (each) => each.case ?? '', className: 'mono' },
      {
        id: 'origin',
        header: say('exhibits.col.origin'),
        text: (each) => sayIfKnown(`exhibits.origin.${each.origin}`) ?? each.origin,
      },
      {
        id: 'score',
        header: say('exhibits.col.score'),
        text: (each) => (each.score === null ? say('exhibits.unknown') : each.score.toFixed(3)),
        sort: (each) => each.score ?? -1,
        className: 'number',
        group: null,
      },
      {
        id: 'cells',
        header: say('exhibits.col.cells'),
        text: (each) => `${cells('own', each)}; ${cells('other', each)}`,
        cell: (each) => (
          <>
            {cells('own', each)}
            <br />
            {cells('other', each)}
          </>
        ),
        sort: (each) => each.congruentCells,
        className: 'number',
        group: null,
      },
      {
        id: 'whole',
        header: say('exhibits.col.whole'),
        text: (each) => (each.wholeScanCorrelation === null ? '–' : each.wholeScanCorrelation.toFixed(2)),
        sort: (each) => each.wholeScanCorrelation ?? -1,
        className: 'number',
        group: null,
      },
      {
        id: 'ratio',
        header: say('exhibits.col.ratio'),
        text: ratio,
        sort: (each) => each.logRatio?.log10 ?? -99,
        group: null,
      },
      {
        id: 'chance',
        header: say('exhibits.col.chance'),
        text: (each) => (each.expectedByChance === null ? say('exhibits.unknown') : String(each.expectedByChance)),
        sort: (each) => each.expectedByChance ?? Infinity,
        className: 'number',
        group: null,
      },
      {
        id: 'found',
        header: say('exhibits.col.found'),
        text: (each) => `${say(each.sought ? 'exhibits.sought' : 'exhibits.offered')}, ${formats.moment(each.foundAt)}`,
        sort: (each) => each.foundAt,
        group: null,
      },
    ];
  }, [say, sayIfKnown, formats, page.exhibit]);
  return (
    <section className="panel" aria-labelledby="candidates">
      {page.candidateList.length === 0 ? <h2 id="candidates">{say('exhibits.candidates')}</h2> : null}
      {newest === undefined ? (
        <p className="muted">{say('exhibits.searchesNone')}</p>
      ) : (
        <p className="small" role="status">
          {newest.state === 'RUNNING'
            ? newest.progress === null
              ? say('exhibits.searching')
              : say('exhibits.searchingOf', { n: newest.progress.done, of: newest.progress.of })
            : newest.state === 'WAITING'
              ? say('exhibits.searchWaits')
              : newest.state === 'FAILED'
                ? say('exhibits.searchFailed', {
                    why: sayIfKnown(`problem.${newest.failure?.code ?? ''}`) ?? newest.failure?.message ?? '',
                  })
                : say('exhibits.searched', {
                    compared: newest.compared ?? 0,
                    other: newest.otherClass ?? 0,
                    unknown: newest.unknownClass ?? 0,
                    at: newest.finishedAt === null ? '' : formats.moment(newest.finishedAt),
                  })}{' '}
          {Object.keys(newest.only).length === 0
            ? say('exhibits.unfiltered')
            : say('exhibits.filtered', { what: filterText(newest.only) })}
        </p>
      )}
      {page.candidateList.length === 0 ? null : (
        <DataTable
          name="candidates"
          title={<h2 id="candidates">{say('exhibits.candidates')}</h2>}
          label={say('exhibits.candidates')}
          rows={page.candidateList}
          columns={columns}
          rowId={(each) => String(each.exhibit)}
          selected={selected}
          select={select}
          open={(each) =>
            void navigate({
              to: '/exhibits/$first/with/$second',
              params: { first: String(page.exhibit), second: String(each.exhibit) },
            })
          }
          firstSort={{ id: 'rank', descending: false }}
          empty={say('exhibits.candidatesNone')}
          height={360}
        />
      )}
      <p className="small muted">{say('exhibits.candidateCaution')}</p>
      {writes && ready ? (
        <p className="buttons screen-only">
          <button
            type="button"
            className="button"
            disabled={waits || again.isPending}
            onClick={() => again.mutate({ exhaustive: false })}
          >
            {say('exhibits.searchAgain')}
          </button>
          <button
            type="button"
            className="button"
            disabled={waits || again.isPending}
            onClick={() => again.mutate({ only: {}, exhaustive: true })}
          >
            {say('exhibits.searchAll')}
          </button>
        </p>
      ) : null}
      {again.error === null ? null : <Failed error={again.error} />}
    </section>
  );

  function filterText(only: CorrelationFilter): string {
    return [
      only.calibre === undefined ? null : calibreName(only.calibre),
      only.aperture === undefined ? null : (sayIfKnown(`exhibits.aperture.${only.aperture}`) ?? only.aperture),
      only.breechFace === undefined ? null : (sayIfKnown(`exhibits.breechFace.${only.breechFace}`) ?? only.breechFace),
    ]
      .filter(Boolean)
      .join(', ');
  }
}
