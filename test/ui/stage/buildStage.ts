import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'

export const stageConfig = join(import.meta.dirname, 'vite.config.ts')

/** Where one run of Vitest keeps the stage; its workers are children of its main process. */
const placeOf = (run: number) => join(tmpdir(), `foyer-stage-of-${run}`)

/** The built stage: by the first of a run's test files that asks for it. */
export async function buildStage(): Promise<string> {
  const place = placeOf(process.ppid)
  if (existsSync(place)) return place
  const outDir = mkdtempSync(`${place}-`)
  await build({ configFile: stageConfig, logLevel: 'silent', build: { outDir, emptyOutDir: true } })
  try {
    renameSync(outDir, place)
  } catch {
    // Another file was first.
    rmSync(outDir, { recursive: true })
  }
  return place
}

/** Vitest calls it in its main process, when a run ends. */
export const teardown = (): void => rmSync(placeOf(process.pid), { recursive: true, force: true })
