/**
 * Who may import whom. Read it as the map of the house: each rule names a room, what it may see,
 * and why. `npm test -- imports` checks it.
 */

/** @typedef {import('dependency-cruiser').IForbiddenRuleType} Rule */

const TESTS = '(\\.i?test\\.tsx?$|^apps/server/test/|^packages/(client|protocol)/src/testing/)';
const TABLES = '[.]tables[.]ts$';
const OURS = '^(apps|packages|e2e|bench|tools)/';

const server = (/** @type {string} */ room) => `^apps/server/src/${room}`;
const web = (/** @type {string} */ room) => `^apps/web/src/${room}`;
const PROTOCOL = '^packages/protocol/src/';
const CLIENT = '^packages/client/src/';

/**
 * Of our own code, `from` may import itself and `allowed`, and nothing else.
 * @param {string} name @param {string} from @param {string[]} allowed @param {string} comment
 * @returns {Rule}
 */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: TESTS },
  to: { path: OURS, pathNot: ['node_modules/', from, ...allowed] },
});

/**
 * Among packages, only `from` may import the one at `path`.
 * @param {string} name @param {string[]} from @param {string} path @param {string} comment
 * @returns {Rule}
 */
const keeper = (name, from, path, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: OURS, pathNot: [...from, TESTS] },
  to: { path: `node_modules/${path}/` },
});

/** @type {Rule[]} */
const general = [
  {
    name: 'no-cycles',
    comment:
      'Two modules that need each other are one module, or hide a third one. Move what both need ' +
      'into a file of its own. (Types alone may point back: they are gone at run time.)',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'nothing-unresolved',
    comment: 'The import leads nowhere: a file was moved, or a package is not in package.json.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'no-test-code-in-the-product',
    comment: 'What tests use may be slow, unsafe or missing in an installation.',
    severity: 'error',
    from: { path: '^(apps|packages)/[^/]+/src/', pathNot: TESTS },
    to: { path: [TESTS, '^(e2e|bench)/', 'node_modules/(vitest|fast-check|@playwright)/'] },
  },
  {
    name: 'chance-has-a-seed',
    comment:
      'What is made at random comes from packages/protocol/src/testing/random.ts, which makes the ' +
      'same in each run: a test that is red by chance says nothing of the change that it looked at.',
    severity: 'error',
    from: { path: OURS, pathNot: '^packages/protocol/src/testing/random\\.ts$' },
    to: { path: 'node_modules/fast-check/', dependencyTypesNot: ['type-only'] },
  },
];

/** @type {Rule[]} */
const packages = [
  only(
    'protocol-knows-nobody',
    PROTOCOL,
    [],
    'Both sides import the protocol, so it imports neither. What needs a socket, a database or a ' +
      'page is not part of what both sides say to each other.',
  ),
  {
    name: 'protocol-needs-only-zod',
    comment: 'Each package here is loaded by every browser, before the join button shows.',
    severity: 'error',
    from: { path: PROTOCOL, pathNot: TESTS },
    to: { path: 'node_modules/', pathNot: 'node_modules/zod/' },
  },
  only(
    'client-knows-only-the-protocol',
    CLIENT,
    [PROTOCOL],
    'The client is also the bot of the benchmarks: it must work without our page.',
  ),
  {
    name: 'client-has-no-interface',
    comment:
      'No React, no router, no words: it hands out readable values, and apps/web shows them.',
    severity: 'error',
    from: { path: CLIENT, pathNot: TESTS },
    to: { path: 'node_modules/(react|react-dom|react-router|i18next|react-i18next|@tanstack)/' },
  },
];

/** @type {Rule[]} */
const serverRooms = [
  only(
    'platform-has-no-product',
    server('platform/'),
    [PROTOCOL],
    'The platform (database, mail, log, jobs) would serve another product as well. If it needs to ' +
      'know about rooms or people, hand it a function from compose.ts.',
  ),
  only(
    'features-meet-at-their-index',
    server('features/'),
    [server('platform/'), PROTOCOL],
    'A feature imports the platform, the protocol, and of another feature only its index.ts.',
  ),
  {
    name: 'features-keep-their-insides',
    comment:
      'What another feature may use is listed in its index.ts. Import from there, or add it there ' +
      'if it is meant to last.',
    severity: 'error',
    from: { path: '^apps/server/src/features/([^/]+)/', pathNot: [TESTS, TABLES] },
    to: {
      path: '^apps/server/src/features/',
      pathNot: ['^apps/server/src/features/$1/', '^apps/server/src/features/[^/]+/index\\.ts$'],
    },
  },
  {
    name: 'tables-refer-to-tables',
    comment: 'A foreign key names a table of another feature. That is all a table may know of it.',
    severity: 'error',
    from: { path: '^apps/server/src/features/([^/]+)/.*[.]tables[.]ts$' },
    to: { path: '^apps/server/src/features/', pathNot: ['^apps/server/src/features/$1/', TABLES] },
  },
  only(
    'calls-are-a-domain',
    server('calls/'),
    [server('platform/'), PROTOCOL, '^apps/server/src/features/[^/]+/index\\.ts$'],
    'The live call decides who may do what. Media and sockets reach it through calls/ports.ts.',
  ),
  only(
    'media-and-cluster-fill-the-ports',
    server('(media|cluster)/'),
    [server('calls/ports\\.ts$'), server('platform/'), PROTOCOL],
    'An adapter knows the port it fills and not who uses it.',
  ),
  only(
    'gateway-and-http-are-doors',
    server('(gateway|http)/'),
    [server('platform/'), PROTOCOL],
    'Doors check and pass on. What lies behind is given to them by compose.ts.',
  ),
  only(
    'config-stands-alone',
    server('config/'),
    [PROTOCOL],
    'The environment is read once, before anything else exists.',
  ),
  only(
    'doctor-only-looks',
    server('doctor/'),
    [server('(config|platform)/'), server('media/addresses\\.ts$'), PROTOCOL],
    'The doctor looks at what the server stands on; it must work where the server does not.',
  ),
  {
    name: 'only-compose-composes',
    comment:
      'compose.ts is the one place that constructs and wires. What lies beside it starts it; rooms do not.',
    severity: 'error',
    from: { path: '^apps/server/src/', pathNot: [TESTS, server('[^/]+[.]ts$')] },
    to: { path: server('(compose|main)\\.ts$') },
  },
  keeper(
    'mediasoup-stays-in-media',
    [server('media/'), '^bench/', '^tools/'],
    'mediasoup',
    'Who forwards packets is the business of media/. Add what you need to MediaPort.',
  ),
  keeper(
    'socket-io-stays-in-the-gateway',
    [server('gateway/'), '^bench/'],
    'socket\\.io',
    'Who speaks to sockets is the gateway. Elsewhere one answers requests and emits events.',
  ),
];

/** @type {Rule[]} */
const webRooms = [
  only(
    'design-knows-no-product',
    web('design/'),
    [],
    'Buttons and tokens know nothing of rooms. Pass words and values in.',
  ),
  only(
    'i18n-knows-only-words',
    web('i18n/'),
    [PROTOCOL],
    'Catalogues follow the codes of the protocol and nothing of the page.',
  ),
  only(
    'data-fetches-and-keeps',
    web('data/'),
    [CLIENT, PROTOCOL],
    'Data is the bridge to the client and the server; it renders nothing.',
  ),
  only(
    'web-features-see-no-route',
    web('features/'),
    [web('(data|design|i18n)/'), CLIENT, PROTOCOL],
    'A feature can be put on any route, so it imports none.',
  ),
  only(
    'routes-put-features-together',
    web('routes/'),
    [web('(features|data|design|i18n)/'), CLIENT, PROTOCOL],
    'A route is a page made of features. What the whole app shares is below it, not in app/.',
  ),
];

/** @type {Rule[]} */
const borders = [
  {
    name: 'apps-do-not-import-apps',
    comment: 'What the server and the page share belongs to the protocol.',
    severity: 'error',
    from: { path: '^apps/([^/]+)/', pathNot: TESTS },
    to: { path: '^apps/', pathNot: '^apps/$1/' },
  },
  {
    name: 'tools-need-no-packages',
    comment: 'They run before the packages are there, and on Node 20.',
    severity: 'error',
    from: { path: '^tools/.*\\.mjs$', pathNot: '^tools/(imports|budget)\\.mjs$' },
    to: { path: ['node_modules/', '^(apps|packages|e2e|bench)/'] },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...general, ...packages, ...serverRooms, ...webRooms, ...borders],
  options: {
    // TypeScript 7 has no compiler API that could be asked; with it nothing would be found at all.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: ['^apps/web/dist/', '^apps/server/migrations/', '[.](css|json|svg|png|woff2)'],
    },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
