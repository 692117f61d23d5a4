import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './files.ts'

/** The preload is the one script with a foot in both worlds: it must stay readable at a glance. */
const most = 40

const lines = readFileSync(join(root, 'src-preload/index.ts'), 'utf8').trimEnd().split('\n').length
console.log(`src-preload/index.ts has ${lines} lines, at most ${most} are allowed`)
process.exitCode = lines > most ? 1 : 0
