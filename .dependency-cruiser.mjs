/**
 * The import table of CONTRIBUTING.md ("Who may import what"), enforced by `npm run check`.
 * Rules list what is allowed and refuse the rest, so that a new folder starts with no rights.
 */
const tests = '\\.test\\.tsx?$'
const domains = ['membership', 'documents', 'sync', 'privacy', 'calls']
/** @param {string[]} folders */
const core = (...folders) => `^src-core/(${folders.join('|')})/`
/** @param {string[]} names */
const npm = (...names) => `node_modules/(${names.join('|')})/`

/** @param {string} name @param {string} from @param {string[]} allowed @param {object} [extra] */
const only = (name, from, allowed, extra = {}) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: tests, ...extra },
  to: { pathNot: allowed },
})

const domainRules = domains.map((domain) =>
  only(`core-${domain}`, core(domain), [
    core(domain, 'base', 'crypto', 'ports'),
    `^src-core/(${domains.join('|')})/(versions/)?index\\.ts$`,
    npm('zod', 'yjs', 'lib0', 'y-protocols'),
  ]),
)

const wholeCore = '^src-core/(?!testing/)'
const node =
  '^(node:)?(assert|buffer|child_process|crypto|events|fs|http|https|module|net|os|path|perf_hooks|process|stream|timers|tls|url|util|v8|worker_threads|zlib)(/|$)'
const pageLibraries = npm(
  'react',
  'react-dom',
  'react-i18next',
  'i18next',
  'diff',
  'qr',
  'uqr',
  '@mantine/[^/]+',
  '@tiptap/[^/]+',
  '@tanstack/[^/]+',
  '@tabler/[^/]+',
  '@fontsource-variable/[^/]+',
  '@types/react',
  '@types/react-dom',
  'zod',
  'yjs',
  'lib0',
  'y-protocols',
)

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: { pathNot: 'node_modules' },
      to: { circular: true },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-dev-dependency-at-run-time',
      comment:
        'src-main and the relay run from node_modules, where only dependencies are installed',
      severity: 'error',
      from: { path: '^(src-main|signaling|src-core)/', pathNot: [tests, '^src-core/testing/'] },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: npm('electron'),
      },
    },
    {
      name: 'testing-is-for-tests',
      severity: 'error',
      from: { pathNot: [tests, '^src-core/testing/', '^(test|bench)/'] },
      to: { path: '^src-core/testing/' },
    },
    {
      name: 'electron-stays-in-the-shell',
      severity: 'error',
      from: {
        pathNot: [
          '^src-main/(entries/electron\\.ts|electron/|bridge/ipc[^/]*\\.ts)',
          '^src-preload/',
          '^test/',
        ],
      },
      to: { path: ['^electron$', npm('electron')] },
    },
    {
      name: 'sqlite-stays-in-storage',
      severity: 'error',
      from: {
        pathNot: ['^src-main/storage/', '^signaling/mailbox/sqlite/', '^(test|bench)/', tests],
      },
      to: {
        path: npm('better-sqlite3-multiple-ciphers', 'better-sqlite3', '@types/better-sqlite3'),
      },
    },

    only('core-base', core('base'), [core('base')]),
    only('core-crypto', core('crypto'), [
      core('crypto', 'base'),
      npm('libsodium-wrappers[^/]*', 'libsodium[^/]*'),
    ]),
    only('core-ports', core('ports'), [core('ports', 'base', 'crypto'), npm('zod')]),
    ...domainRules,
    only('core-host', core('host'), [
      core('host', 'base', 'crypto', 'ports', 'bridge', ...domains),
      npm('zod', 'yjs', 'lib0', 'y-protocols'),
    ]),
    {
      name: 'core-host-bridge-types-only',
      comment:
        'The host answers in the shapes of the contract, and knows nothing of how they travel',
      severity: 'error',
      from: { path: core('host'), pathNot: tests },
      to: { path: core('bridge'), dependencyTypesNot: ['type-only'] },
    },
    only('core-bridge', core('bridge'), [
      core('bridge', 'base'),
      `^src-core/(${domains.join('|')})/(index|.*[sS]chemas?)\\.ts$`,
      npm('zod', 'lib0'),
    ]),
    only('core-testing', core('testing'), [
      '^src-core/',
      npm('zod', 'yjs', 'lib0', 'y-protocols', 'vitest', 'fast-check'),
    ]),

    only('preload', '^src-preload/', [
      '^src-preload/',
      core('bridge'),
      '^electron$',
      npm('electron'),
    ]),
    {
      name: 'preload-core-types-only',
      severity: 'error',
      from: { path: '^src-preload/', pathNot: tests },
      to: { path: '^src-core/', dependencyTypesNot: ['type-only'] },
    },
    only('main', '^src-main/(?!entries/)', [
      '^src-main/(?!entries/)',
      wholeCore,
      node,
      '^electron$',
      npm(
        'electron',
        'better-sqlite3-multiple-ciphers',
        '@types/better-sqlite3',
        'ws',
        '@types/ws',
        'zod',
        'libsodium-wrappers-sumo',
      ),
    ]),
    only('main-entries', '^src-main/entries/', [
      '^src-main/',
      '^signaling/',
      wholeCore,
      node,
      '^electron$',
      npm('.+'),
    ]),
    only('page', '^src-renderer/(?!entries/|transport/|storage/|bridge/)', [
      '^src-renderer/(?!entries/|transport/|storage/|bridge/)',
      wholeCore,
      pageLibraries,
    ]),
    only('page-adapters', '^src-renderer/(transport|storage)/', [
      '^src-renderer/(transport|storage)/',
      core('ports', 'base', 'bridge'),
      npm('idb', 'zod'),
    ]),
    // Starts the guest's host in a worker, so it names the worker's script.
    only('page-bridge', '^src-renderer/bridge/', [
      '^src-renderer/(bridge|state|transport)/',
      '^src-renderer/entries/[^/]+Worker\\.ts$',
      wholeCore,
      npm('zod'),
    ]),
    only('page-entries', '^src-renderer/entries/', ['^src-renderer/', wholeCore, npm('.+')]),
    only('signaling', '^signaling/', [
      '^signaling/',
      core('base'),
      '^src-core/sync/(relayProtocol|mailboxFrames)\\.ts$',
      node,
      npm(
        'ws',
        '@types/ws',
        'zod',
        'prom-client',
        '@nats-io/transport-node',
        '@nats-io/jetstream',
        'better-sqlite3-multiple-ciphers',
        '@types/better-sqlite3',
      ),
    ]),
    {
      name: 'product-code-imports-no-tests',
      severity: 'error',
      from: { path: '^(src-|signaling/)', pathNot: [tests, '^src-core/testing/'] },
      to: { path: ['^(test|bench)/', tests] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '[.](css|svg|html|png|webp|json)($|[?])' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
    },
  },
}
