import type { Page } from '@playwright/test'

export interface ShellLaunch {
  /** Given as `--data`. */
  readonly dataDir: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
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
