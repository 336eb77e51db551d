import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { searchNames } from '../ballistics/comparison-view.ts';
import {
  onlyCompared,
  onlyExhibits,
  onlyGunshots,
  onlyNumbers,
  onlyPersons,
  onlyTraceNumbers,
  onlyYears,
} from './address-guards.ts';
import { only, parseSearch, stringifySearch } from './address-search.ts';
import { PageFailed, PageMissing, PageWaiting } from './page-states.tsx';
import { sessionQuery } from './queries.ts';
import { Problem } from './request.ts';
import { rememberPlace } from './session.ts';
import { overviewNames, traceFilterNames, traceListNames } from '../trafficking/trace-address.ts';
import { Shell } from './shell.tsx';
import { StartPage } from './start-page.tsx';

const rootRoute = createRootRouteWithContext<{ client: QueryClient }>()({});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: only('why'),
  component: lazyRouteComponent(() => import('../sign-in/sign-in-page.tsx'), 'SignInPage'),
});

/** Everything below is for someone signed in; others are sent to sign in and come back. */
const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: async ({ context }) => {
    try {
      await context.client.ensureQueryData(sessionQuery);
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error;
      rememberPlace();
      throw redirect({ to: '/sign-in' });
    }
  },
  component: Shell,
});

const below = { getParentRoute: () => signedInRoute } as const;

const routes = [
  createRoute({ ...below, path: '$', component: PageMissing }),
  createRoute({
    ...below,
    path: '/',
    validateSearch: only('sel', 'kind'),
    component: StartPage,
  }),
  createRoute({
    ...below,
    path: '/search',
    staticData: { action: 'search' },
    validateSearch: only('q', 'kind'),
    component: lazyRouteComponent(() => import('../search/search-page.tsx'), 'SearchPage'),
  }),
  createRoute({
    ...below,
    path: '/firearms',
    staticData: { action: 'search' },
    component: lazyRouteComponent(() => import('../firearm/firearms-page.tsx'), 'FirearmsPage'),
  }),
  createRoute({
    ...below,
    path: '/firearm/$number',
    staticData: { action: 'entity.read' },
    validateSearch: only('sel', 'from', 'to', 'history'),
    beforeLoad: onlyNumbers,
    component: lazyRouteComponent(() => import('../firearm/firearm-page.tsx'), 'FirearmPage'),
  }),
  createRoute({
    ...below,
    path: '/trafficking',
    staticData: { action: 'traces.read' },
    validateSearch: only(...traceFilterNames, ...overviewNames),
    component: lazyRouteComponent(() => import('../trafficking/trafficking-page.tsx'), 'TraffickingPage'),
  }),
  createRoute({
    ...below,
    path: '/traces',
    staticData: { action: 'traces.read' },
    validateSearch: only(...traceFilterNames, ...traceListNames),
    component: lazyRouteComponent(() => import('../trafficking/trace-list-page.tsx'), 'TraceListPage'),
  }),
  createRoute({
    ...below,
    path: '/trace/$trace',
    staticData: { action: 'traces.read' },
    beforeLoad: onlyTraceNumbers,
    component: lazyRouteComponent(() => import('../trafficking/trace-page.tsx'), 'TracePage'),
  }),
  createRoute({
    ...below,
    path: '/person/$number/purchases',
    staticData: { action: 'traces.read' },
    validateSearch: only('sel'),
    beforeLoad: onlyPersons,
    component: lazyRouteComponent(() => import('../trafficking/purchases-page.tsx'), 'PurchasesPage'),
  }),
  createRoute({
    ...below,
    path: '/leads',
    staticData: { action: 'leads.read' },
    validateSearch: only(
      'state',
      'standing',
      'kind',
      'assignee',
      'waiting',
      'about',
      'q',
      'since',
      'sort',
      'place',
      'events',
      'within',
      'solvable',
      'sel',
      'gets',
      'from',
      'to',
    ),
    component: lazyRouteComponent(() => import('../leads/leads-page.tsx'), 'LeadsPage'),
  }),
  createRoute({
    ...below,
    path: '/lead/$number',
    staticData: { action: 'leads.read' },
    validateSearch: only('sel'),
    beforeLoad: onlyNumbers,
    component: lazyRouteComponent(() => import('../leads/lead-page.tsx'), 'LeadPage'),
  }),
  createRoute({
    ...below,
    path: '/lead/$number/briefing',
    staticData: { action: 'leads.package' },
    validateSearch: only(),
    component: lazyRouteComponent(() => import('../leads/briefing-page.tsx'), 'BriefingPage'),
  }),
  createRoute({
    ...below,
    path: '/notices',
    staticData: { action: 'leads.read' },
    validateSearch: only('which'),
    component: lazyRouteComponent(() => import('../leads/notices-page.tsx'), 'NoticesPage'),
  }),
  createRoute({
    ...below,
    path: '/links',
    staticData: { action: 'entity.read' },
    validateSearch: only(
      'ids',
      'hidden',
      'pinned',
      'cut',
      'path',
      'common',
      'way',
      'groups',
      'between',
      'dated',
      'folded',
      'colours',
      'sel',
      'from',
      'to',
      'layout',
      'history',
      'map',
      'board',
      'version',
      'edited',
      'list',
    ),
    component: lazyRouteComponent(() => import('../links/links-page.tsx'), 'LinksPage'),
  }),
  createRoute({
    ...below,
    path: '/review',
    staticData: { action: 'identity.read' },
    validateSearch: only('kind', 'state', 'pair'),
    component: lazyRouteComponent(() => import('../identity/review-page.tsx'), 'ReviewPage'),
  }),
  createRoute({
    ...below,
    path: '/why',
    staticData: { action: 'identity.read' },
    validateSearch: only('a', 'b'),
    component: lazyRouteComponent(() => import('../identity/why-page.tsx'), 'WhyPage'),
  }),
  createRoute({
    ...below,
    path: '/clusters/$id',
    staticData: { action: 'identity.read' },
    validateSearch: only('apart', 'sel'),
    beforeLoad: onlyCompared,
    component: lazyRouteComponent(() => import('../identity/cluster-page.tsx'), 'ClusterPage'),
  }),
  createRoute({
    ...below,
    path: '/identity',
    staticData: { action: 'identity.models' },
    validateSearch: only('kind', 'model', 'accept', 'review'),
    component: lazyRouteComponent(() => import('../identity/models-page.tsx'), 'ModelsPage'),
  }),
  createRoute({
    ...below,
    path: '/city',
    staticData: { action: 'city.read' },
    validateSearch: only(),
    component: lazyRouteComponent(() => import('../city/city-page.tsx'), 'CityPage'),
  }),
  createRoute({
    ...below,
    path: '/nibin',
    staticData: { action: 'nibin.read' },
    validateSearch: only('view', 'which', 'pair', 'state', 'standing', 'from', 'to'),
    component: lazyRouteComponent(() => import('../nibin/nibin-page.tsx'), 'NibinPage'),
  }),
  createRoute({
    ...below,
    path: '/nibin/$number',
    staticData: { action: 'nibin.read' },
    validateSearch: only(),
    beforeLoad: onlyNumbers,
    component: lazyRouteComponent(() => import('../nibin/nibin-lead-page.tsx'), 'NibinLeadPage'),
  }),
  createRoute({
    ...below,
    path: '/tracing',
    staticData: { action: 'tracing.read' },
    validateSearch: only('view', 'state', 'from', 'to', 'sel'),
    component: lazyRouteComponent(() => import('../tracing/tracing-page.tsx'), 'TracingPage'),
  }),
  createRoute({
    ...below,
    path: '/tracing/$request',
    staticData: { action: 'tracing.read' },
    validateSearch: only('item'),
    beforeLoad: onlyNumbers,
    component: lazyRouteComponent(() => import('../tracing/request-page.tsx'), 'RequestPage'),
  }),
  createRoute({
    ...below,
    path: '/exhibits',
    staticData: { action: 'exhibits.read' },
    validateSearch: only('view', 'state', 'kind', 'calibre', 'number', 'until', 'hours', 'from', 'to', 'enrol'),
    component: lazyRouteComponent(() => import('../exhibits/exhibits-page.tsx'), 'ExhibitsPage'),
  }),
  createRoute({
    ...below,
    path: '/exhibits/$exhibit',
    staticData: { action: 'exhibits.read' },
    beforeLoad: onlyNumbers,
    component: lazyRouteComponent(() => import('../exhibits/exhibit-page.tsx'), 'ExhibitPage'),
  }),
  createRoute({
    ...below,
    path: '/gunshots',
    staticData: { action: 'gunshots.read' },
    validateSearch: only('which', 'sel', 'map'),
    component: lazyRouteComponent(() => import('../gunshots/desk-page.tsx'), 'DeskPage'),
  }),
  createRoute({
    ...below,
    path: '/gunshots/planning',
    staticData: { action: 'sensors.place' },
    validateSearch: only('map'),
    component: lazyRouteComponent(() => import('../gunshots/planning-page.tsx'), 'PlanningPage'),
  }),
  createRoute({
    ...below,
    path: '/gunshots/$incident',
    staticData: { action: 'gunshots.read' },
    validateSearch: only('shot', 'map'),
    beforeLoad: onlyGunshots,
    component: lazyRouteComponent(() => import('../gunshots/gunshot-page.tsx'), 'GunshotPage'),
  }),
  createRoute({
    ...below,
    path: '/exhibits/$first/with/$second',
    staticData: { action: 'exhibits.read' },
    validateSearch: only('scan', 'otherScan', ...searchNames),
    beforeLoad: onlyExhibits,
    component: lazyRouteComponent(() => import('../ballistics/comparison-page.tsx'), 'ComparisonPage'),
  }),
  createRoute({
    ...below,
    path: '/exhibits/$exhibit/mask/$scan',
    staticData: { action: 'exhibits.write' },
    validateSearch: only('with', 'side'),
    beforeLoad: onlyExhibits,
    component: lazyRouteComponent(() => import('../ballistics/mask-page.tsx'), 'MaskPage'),
  }),
  createRoute({
    ...below,
    path: '/imports',
    staticData: { action: 'imports.read' },
    validateSearch: only(),
    component: lazyRouteComponent(() => import('../imports/imports-page.tsx'), 'ImportsPage'),
  }),
  createRoute({
    ...below,
    path: '/imports/new',
    staticData: { action: 'imports.read' },
    validateSearch: only('upload', 'mapping'),
    component: lazyRouteComponent(() => import('../imports/wizard-page.tsx'), 'WizardPage'),
  }),
  createRoute({
    ...below,
    path: '/imports/$run',
    staticData: { action: 'imports.read' },
    validateSearch: only(),
    beforeLoad: onlyNumbers,
    component: lazyRouteComponent(() => import('../imports/run-page.tsx'), 'RunPage'),
  }),
  createRoute({
    ...below,
    path: '/reports',
    staticData: { action: 'reports.read' },
    validateSearch: only(),
    component: lazyRouteComponent(() => import('../reports/reports-page.tsx'), 'ReportsPage'),
  }),
  ...(['annual', 'national'] as const).map((report) =>
    createRoute({
      ...below,
      path: `/reports/${report}/$year`,
      staticData: { action: 'reports.read' },
      validateSearch: only('audience', 'sel'),
      beforeLoad: onlyYears,
      component: lazyRouteComponent(() => import('../reports/year-report.tsx'), `${report}Report`),
    }),
  ),
  createRoute({
    ...below,
    path: '/record/$record',
    staticData: { action: 'record.read' },
    beforeLoad: onlyNumbers,
    component: lazyRouteComponent(() => import('../record/record-page.tsx'), 'RecordPage'),
  }),
  ...(['person', 'dealer', 'place', 'incident', 'vehicle'] as const).map((kind) =>
    createRoute({
      ...below,
      path: `/${kind}/$number`,
      staticData: { action: 'entity.read' },
      validateSearch: only('sel', 'from', 'to', 'kinds', 'threshold'),
      beforeLoad: onlyNumbers,
      component: lazyRouteComponent(() => import('../entity/entity-page.tsx'), 'EntityPage'),
    }),
  ),
] as const;

const routeTree = rootRoute.addChildren([signInRoute, signedInRoute.addChildren([...routes])]);

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree,
    context: { client },
    parseSearch,
    pathParamsAllowedCharacters: [':'],
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingMs: 150,
    defaultPendingComponent: PageWaiting,
    defaultErrorComponent: PageFailed,
    defaultNotFoundComponent: PageMissing,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
  interface StaticDataRouteOption {
    /** What a session must include for the page to be asked for at all. */
    action?: string;
  }
}
