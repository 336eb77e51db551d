// Who may import whom. `npm run directions` reads this; the comment of a rule is what the person who broke it needs to know.
const floor = '^src/(model|geo|stats|signal|provenance)/';
const rooms =
  '^src/(sources|identity|links|trace|trafficking|tracing|ballistics|exhibits|nibin|acoustics|incidents|leads|disclosure|town)/';
const pure =
  '^src/(model|geo|stats|signal|provenance|sources|identity|links|trace|trafficking|tracing|ballistics|exhibits|nibin|acoustics|incidents|leads|disclosure|town)/';
const test = '\\.test\\.tsx?$';

/** Packages that compute and touch nothing: docs/adr/0009-dependencies.md says why each is here. */
const purePackages = '^node_modules/(@sinclair/typebox|fflate)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'floor-knows-no-room',
      comment:
        'The floor (model, geo, stats, signal, provenance) carries every room, so it may know none of them and nothing of the shell: move what it needs down to the floor, or the code up.',
      severity: 'error',
      from: { path: floor },
      to: { path: '^src/', pathNot: floor },
    },
    {
      name: 'numbers-know-no-record',
      comment: 'signal, stats and geo compute on plain numbers; a record of the trade has no place there.',
      severity: 'error',
      from: { path: '^src/(signal|stats|geo)/' },
      to: { path: '^src/(model|provenance)/' },
    },
    {
      name: 'rooms-do-not-meet',
      comment:
        'Rooms speak to one another through records of src/model; where two must run in order, that order is a job in src/jobs.',
      severity: 'error',
      from: { path: rooms, pathNot: test },
      to: { path: rooms, pathNot: '^src/$1/' },
    },
    {
      name: 'rooms-know-no-shell',
      comment:
        'A room computes; reading, saving, serving and printing are done to it from outside, by store, jobs, api and cli.',
      severity: 'error',
      from: { path: rooms, pathNot: test },
      to: { path: '^src/', pathNot: pure },
    },
    {
      name: 'floor-and-rooms-are-pure',
      comment:
        'No Node built-ins on the floor or in the rooms: bytes, time and random numbers come in as arguments, so the same code runs in a worker, a browser and a test.',
      severity: 'error',
      from: { path: pure, pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'few-packages-in-pure-code',
      comment:
        'Floor and rooms use only the packages listed at the top of .dependency-cruiser.cjs; a new one needs a reason in docs/adr/0009-dependencies.md.',
      severity: 'error',
      from: { path: pure, pathNot: test },
      to: { path: '^node_modules/', pathNot: purePackages },
    },
    {
      name: 'feeds-do-not-meet',
      comment:
        'Each feed folder can be read and removed on its own: what two feeds share lies in src/sources itself, or in src/sources/reading.',
      severity: 'error',
      from: { path: '^src/sources/([^/]+)/' },
      to: { path: '^src/sources/[^/]+/', pathNot: '^src/sources/($1|reading)/' },
    },
    {
      name: 'store-knows-no-engine',
      comment:
        'The store saves and finds. It may name the shapes a room reads (import type), never call what a room computes.',
      severity: 'error',
      from: { path: '^src/store/', pathNot: test },
      to: { path: rooms, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'store-knows-no-caller',
      comment: 'The store is called by jobs and by the doors; it calls none of them.',
      severity: 'error',
      from: { path: '^src/store/', pathNot: test },
      to: { path: '^src/(jobs|api|cli|sensor)/' },
    },
    {
      name: 'jobs-know-no-door',
      comment: 'A job does the same work whether the command line or the server asked for it.',
      severity: 'error',
      from: { path: '^src/jobs/', pathNot: test },
      to: { path: '^src/(api|cli)/' },
    },
    {
      name: 'server-knows-no-command-line',
      comment: 'The server and the command line are two doors to the same jobs; neither goes through the other.',
      severity: 'error',
      from: { path: '^src/api/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'command-line-knows-no-server',
      comment: 'Of the commands, `start` alone may know the server: starting it is its whole purpose.',
      severity: 'error',
      from: { path: '^src/cli/', pathNot: ['^src/cli/start\\.ts$', test] },
      to: { path: '^src/api/' },
    },
    {
      name: 'doors-call-no-engine',
      comment:
        'A route or a command calls a job; the job calls the engine, loads what it needs and saves what it found.',
      severity: 'error',
      from: { path: '^src/(api|cli)/', pathNot: test },
      to: { path: rooms },
    },
    {
      name: 'contract-is-shapes-alone',
      comment:
        'src/api/contract is what the portal shares with the server: schemas over src/model, nothing that only a server can run.',
      severity: 'error',
      from: { path: '^src/api/contract/', pathNot: test },
      to: { path: '.', pathNot: ['^src/(model|api/contract)/', '^node_modules/@sinclair/typebox/'] },
    },
    {
      name: 'portal-sees-model-and-contract',
      comment:
        'The portal knows the records and the contract of the interface; everything else it asks over HTTP. What is computed of a drawing and of nothing else is computed where it is drawn (docs/adr/0028, 0033).',
      severity: 'error',
      from: { path: '^web/src/', pathNot: test },
      to: {
        path: '^src/',
        pathNot:
          '^src/(model|api/contract)/|^src/links/(communities|betweenness)[.]ts$|^src/ballistics/(paint-surfaces|surface-placing|surface-figures)[.]ts$|^src/stats/median[.]ts$',
      },
    },
    {
      name: 'source-knows-no-test',
      comment: 'What is shipped stands without test/, bench/ and docs/, and never inside another file of tests.',
      severity: 'error',
      from: { path: '^(src|web/src)/', pathNot: test },
      to: { path: ['^(test|bench|docs)/', test] },
    },
    {
      name: 'no-cycles',
      comment:
        'Two files that run each other are one thing, or a third is missing between them. (Types alone may point both ways.)',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-barrels',
      comment:
        'Import a thing from the file that holds it: an index hides where things are and ties all of them together.',
      severity: 'error',
      from: {},
      to: { path: '/index[.]tsx?$', pathNot: '^node_modules/' },
    },
    {
      name: 'no-drawers',
      comment:
        'A folder or file named after nothing (utils, helpers, common, shared, misc, lib, core, service, manager) collects everything: name the thing.',
      severity: 'error',
      from: {},
      to: {
        path: '/(utils|util|helpers|helper|common|shared|misc|lib|core|service|services|manager|managers)(/|[.]tsx?$)',
        pathNot: '^node_modules/',
        dependencyTypesNot: ['core'],
      },
    },
    {
      name: 'no-orphans',
      comment:
        'Nothing imports this file and it imports nothing: connect it or remove it. (Kernels are compiled, not imported.)',
      severity: 'error',
      from: { orphan: true, path: '^(src|web/src)/', pathNot: '^src/ballistics/kernels/' },
      to: {},
    },
    {
      name: 'declared-packages-alone',
      comment: 'A package that package.json does not name is there by accident and may be gone tomorrow.',
      severity: 'error',
      from: { path: '^(src|web/src|test|bench|docs)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'shipped-code-needs-dependencies',
      comment:
        'What runs at an agency may not rest on a devDependency: `npm ci --omit=dev` must leave a working program.',
      severity: 'error',
      from: { path: '^(src|web/src)/', pathNot: test },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
    },
    {
      name: 'imports-resolve',
      comment: 'The file or package imported does not exist.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json', '.d.ts'],
    },
    exclude: { path: '\\.css$|\\?url$' },
  },
};
