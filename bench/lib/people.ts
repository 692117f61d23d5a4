import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { root } from '../../test/check/files.ts'
import { launchBrowserHost } from '../../test/e2e/shells/browserHost.ts'
import type { OpenShell } from '../../test/e2e/shells/openShell.ts'
import { type RunningRelay, startRelay } from '../../test/e2e/shells/relay.ts'
import { openVisitor, type Visitor } from '../../test/e2e/shells/visitor.ts'
import { firstRun } from '../../test/e2e/steps.ts'

/** Everything a benchmark started, ended together. */
export interface Stage {
  readonly relay: RunningRelay
  /** The built app in a host process and a browser process of its own; the first run is done. */
  person(name: string): Promise<Page>
  /** The same without the first run, on a profile that may exist already. */
  host(dataDir: string, env?: Readonly<Record<string, string>>): Promise<OpenShell>
  /** A plain browser process of its own. */
  visitor(url: string): Promise<Visitor>
  /** A folder that goes with the stage. */
  folder(): string
  close(): Promise<void>
}

/** What is measured is what `npm run build` wrote; it must be there. */
export async function openStage(): Promise<Stage> {
  if (!existsSync(join(root, 'out/built'))) throw new Error('Run `npm run build` first.')
  const relay = await startRelay()
  const folders: string[] = []
  const closers: (() => Promise<void>)[] = []

  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'foyer-bench-'))
    folders.push(made)
    return made
  }
  const host: Stage['host'] = async (dataDir, env = {}) => {
    const shell = await launchBrowserHost({ dataDir, args: ['--relay', relay.url], env })
    closers.push(() => shell.quit())
    return shell
  }
  return {
    relay,
    folder,
    host,
    async person(name) {
      const { page } = await host(folder())
      await firstRun(page, name)
      return page
    },
    async visitor(url) {
      const visitor = await openVisitor(url)
      closers.push(() => visitor.close())
      return visitor
    },
    async close() {
      await Promise.all(closers.map((close) => close()))
      await relay.stop()
      for (const path of folders) rmSync(path, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
