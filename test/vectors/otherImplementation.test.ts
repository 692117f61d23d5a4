import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { debianPython, ensurePythonNacl } from '../run/debianPackage.ts'

const missing = ensurePythonNacl()
if (missing) console.log(missing)

describe.skipIf(missing)('a second implementation, written by docs/PROTOCOL.md alone', () => {
  it('derives, opens and verifies everything in the frozen vectors', () => {
    const told = execFileSync(debianPython, [join(import.meta.dirname, 'verify.py')], {
      encoding: 'utf8',
    })
    const counts = [...told.matchAll(/\w+ (\d+)/g)].map(([, count]) => Number(count))
    expect(counts.length).toBeGreaterThanOrEqual(11)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(200)
  })
})
