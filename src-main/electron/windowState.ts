import { readFileSync, writeFileSync } from 'node:fs'
import type { BrowserWindow, Rectangle } from 'electron'
import { z } from 'zod'

const windowState = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(390).max(20_000),
  height: z.number().int().min(480).max(20_000),
  maximized: z.boolean(),
})

export interface WindowState {
  readonly bounds: Rectangle | { readonly width: number; readonly height: number }
  readonly maximized: boolean
}

const first: WindowState = { bounds: { width: 1280, height: 800 }, maximized: false }

/** Where the window was, or a first size where nothing (readable) was kept or no screen shows it. */
export function readWindowState(file: string, screens: readonly Rectangle[]): WindowState {
  const kept = windowState.safeParse(parse(file))
  if (!kept.success) return first
  const { maximized, ...bounds } = kept.data
  const { x, y, width, height } = bounds
  const isVisible = screens.some(
    (screen) =>
      x < screen.x + screen.width &&
      x + width > screen.x &&
      y < screen.y + screen.height &&
      y >= screen.y,
  )
  return { bounds: isVisible ? bounds : { width, height }, maximized }
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** Keeps the window's place when it closes. Losing it is no harm: nobody is told but the terminal. */
export function keepWindowState(window: BrowserWindow, file: string): void {
  window.on('close', () => {
    const state = { ...window.getNormalBounds(), maximized: window.isMaximized() }
    try {
      writeFileSync(file, JSON.stringify(state))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      console.warn(`The place of the window was not kept (${code ?? 'unknown'}).`)
    }
  })
}
