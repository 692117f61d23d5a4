import { EventEmitter } from 'node:events'
import type { Chromium } from '../cdp.ts'

interface State {
  isReady: boolean
  isQuitting: boolean
  /** There once the app is ready. */
  chromium: Chromium | undefined
  readonly schemes: Map<string, Required<Electron.Privileges>>
}

/** What the modules of the stand-in share. */
export const state: State = {
  isReady: false,
  isQuitting: false,
  chromium: undefined,
  schemes: new Map(),
}

/** `ready` once; `paused` for each request of a page. */
export const internals = new EventEmitter()

export function assertReady(what: string): void {
  if (!state.isReady) throw new Error(`${what} before the app is ready`)
}

export function chromium(): Chromium {
  if (!state.chromium) throw new Error('[stand-in] Chromium is not running yet')
  return state.chromium
}

/** An event whose default can be prevented, as Electron passes it. */
export function createEvent<T extends object>(members?: T) {
  const event = {
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true
    },
    ...members,
  }
  return event as typeof event & T
}
