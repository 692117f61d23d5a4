import type { Page } from '@playwright/test'
import type { BrowserPool } from './browserPool.ts'

export interface ShellLaunch {
  /** Given as `--data`. */
  readonly dataDir: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** For shells that need a browser and bring none. */
  readonly browsers?: BrowserPool | undefined
}

/** A running Foyer with its visible window. */
export interface OpenShell {
  readonly page: Page
  /** What the host has printed. */
  readonly output: () => string
  /** Quits as a person does; a second call does nothing. */
  quit(): Promise<void>
  /** Ends the host without warning, as a power cut does. */
  kill(): Promise<void>
}
