import { join } from 'node:path'
import { root } from '../check/files.ts'

/**
 * For the environment of processes that run from source: Node keeps here what it made of each file, and the
 * next process starts with half the processor time. Node puts its version and a hash of the file in the names.
 */
export const compileCache = {
  NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/foyer-compile'),
} as const
