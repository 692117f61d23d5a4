import { globSync } from 'node:fs'
import { basename, dirname, extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { UserConfig } from 'vite'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Where this build writes: out/, or the folder that build.ts puts in its place when all is done. */
export const out = process.env.FOYER_OUT ?? `${root}/out`

/** What every page is built with. The content security policy allows no inline script and no data: font. */
export const pageOptions = {
  publicDir: false,
  worker: { format: 'es' },
  build: {
    emptyOutDir: true,
    target: 'es2023',
    minify: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
} as const satisfies UserConfig

/** The entry files of a folder whose name ends in one of `endings`, by name without ending. */
export function entriesOf(
  folder: string,
  endings: readonly string[],
  without: readonly string[] = [],
): Record<string, string> {
  const files = globSync(`${root}/${folder}/*`)
    .filter((file) => endings.some((ending) => file.endsWith(ending)))
    .filter((file) => !/\.(test|d)\.tsx?$/.test(file))
  const named = files.map((file) => [basename(file, extname(file)), file] as const)
  return Object.fromEntries(named.filter(([name]) => !without.includes(name)))
}
