import { globSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's root folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Folders whose code ships. */
export const productFolders = [
  'src-core',
  'src-main',
  'src-preload',
  'src-renderer',
  'signaling',
] as const

/** TypeScript files beneath a folder, relative to the root. */
export const typeScriptFiles = (folder: string): string[] =>
  globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root }).sort()
