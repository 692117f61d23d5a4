import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruiseImports } from './cruise.ts'
import { productFolders, root } from './files.ts'

/** One forbidden import a row: the file, what it imports, the rule that must say so. */
const faults: readonly (readonly [file: string, target: string, rule: string])[] = [
  ['src-core/base/a.ts', '../crypto/ok.ts', 'core-base'],
  ['src-core/base/b.ts', 'zod', 'core-base'],
  ['src-core/crypto/a.ts', '../documents/index.ts', 'core-crypto'],
  ['src-core/crypto/b.ts', 'node:crypto', 'core-crypto'],
  ['src-core/ports/a.ts', '../host/ok.ts', 'core-ports'],
  ['src-core/membership/a.ts', '../documents/feed.ts', 'core-membership'],
  ['src-core/documents/a.ts', '../membership/reducer.ts', 'core-documents'],
  ['src-core/sync/a.ts', 'ws', 'core-sync'],
  ['src-core/privacy/a.ts', 'node:fs', 'core-privacy'],
  ['src-core/calls/a.ts', 'react', 'core-calls'],
  ['src-core/host/a.ts', '../bridge/ok.ts', 'core-host-bridge-types-only'],
  ['src-core/host/b.ts', '../testing/ok.ts', 'testing-is-for-tests'],
  ['src-core/bridge/a.ts', '../documents/feed.ts', 'core-bridge'],
  ['src-core/testing/a.ts', 'react', 'core-testing'],
  ['src-core/documents/b.ts', './nowhere.ts', 'resolvable'],
  ['src-preload/a.ts', '../src-core/bridge/ok.ts', 'preload-core-types-only'],
  ['src-preload/b.ts', 'zod', 'preload'],
  ['src-main/storage/a.ts', 'react', 'main'],
  ['src-main/storage/b.ts', 'electron', 'electron-stays-in-the-shell'],
  ['src-main/bridge/a.ts', 'better-sqlite3-multiple-ciphers', 'sqlite-stays-in-storage'],
  ['src-main/bridge/b.ts', '../../signaling/ok.ts', 'main'],
  ['src-main/entries/a.ts', '../../src-renderer/ui/ok.ts', 'main-entries'],
  ['src-renderer/features/feed/a.ts', '../../transport/ok.ts', 'page'],
  ['src-renderer/ui/a.ts', 'node:fs', 'page'],
  ['src-renderer/state/a.ts', 'idb', 'page'],
  ['src-renderer/transport/a.ts', '../features/ok.ts', 'page-adapters'],
  ['src-renderer/storage/a.ts', '../../src-core/documents/index.ts', 'page-adapters'],
  ['src-renderer/bridge/a.ts', '../features/ok.ts', 'page-bridge'],
  ['src-renderer/entries/a.ts', '../../src-main/storage/ok.ts', 'page-entries'],
  ['signaling/a.ts', '../src-core/sync/index.ts', 'signaling'],
  ['signaling/b.ts', '../src-core/crypto/ok.ts', 'signaling'],
  ['src-main/storage/c.ts', '../../test/ok.ts', 'product-code-imports-no-tests'],
  ['src-main/storage/d.ts', 'vitest', 'no-dev-dependency-at-run-time'],
]

/** What the table allows; none of these may be reported. */
const allowed: readonly (readonly [file: string, target: string])[] = [
  ['src-core/crypto/fine.ts', '../base/ok.ts'],
  ['src-core/documents/fine.ts', '../membership/index.ts'],
  ['src-core/documents/fine2.ts', 'yjs'],
  ['src-core/host/fine.ts', '../sync/index.ts'],
  ['src-main/storage/fine.ts', 'better-sqlite3-multiple-ciphers'],
  ['src-main/electron/fine.ts', 'electron'],
  ['src-main/entries/fine.ts', '../../signaling/ok.ts'],
  ['src-renderer/features/feed/fine.tsx', 'react'],
  ['src-renderer/transport/fine.ts', '../../src-core/ports/ok.ts'],
  ['signaling/fine.ts', '../src-core/sync/mailboxFrames.ts'],
  ['src-core/documents/fine.test.ts', '../testing/ok.ts'],
]

const cycle: readonly (readonly [file: string, target: string])[] = [
  ['src-core/sync/round.ts', './about.ts'],
  ['src-core/sync/about.ts', './round.ts'],
]

function plant(folder: string): void {
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  const rows = [...faults, ...allowed, ...cycle]
  for (const [file, target] of rows)
    write(file, `import * as it from '${target}'\nexport const used = it\n`)
  for (const [file, target] of rows) {
    const path = join(dirname(file), target)
    const missing = target.startsWith('.') && !target.includes('nowhere')
    if (missing && !rows.some(([other]) => other === path)) write(path, 'export const ok = true\n')
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'))
}

/** Says which planted faults the import check misses and which innocent imports it blames. */
export async function checkPlantedFaults(): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-planted-'))
  try {
    plant(folder)
    const { violations } = await cruiseImports(folder, [...productFolders, 'test'])
    const found = (file: string, rule: string) =>
      violations.some((one) => one.startsWith(`${rule}: ${file} `))
    return [
      ...faults
        .filter(([f, , rule]) => !found(f, rule))
        .map(([f, t, r]) => `missed ${r}: ${f} → ${t}`),
      ...allowed
        .filter(([file]) => violations.some((one) => one.includes(`: ${file} `)))
        .map(([file, target]) => `wrongly blamed: ${file} → ${target}`),
      ...(cycle.some(([file]) => found(file, 'no-cycles')) ? [] : ['missed no-cycles']),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
