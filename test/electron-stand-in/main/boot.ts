import { join } from 'node:path'
import { runInThisContext } from 'node:vm'
import { chromiumFlags, fakeDevices } from '../../support/chromiumFlags.ts'
import { Chromium } from '../cdp.ts'
import { app, endProcess } from './app.ts'
import { BrowserWindow } from './browserWindow.ts'
import { ipcMain } from './ipcMain.ts'
import { record } from './record.ts'
import { answerRequest } from './requests.ts'
import { protocol, session } from './session.ts'
import { internals, state } from './state.ts'
import { dialog, Menu, nativeTheme, safeStorage, screen, shell } from './system.ts'
import { creation, knownTargets } from './webContents.ts'

/** What a test's `evaluate` gets, as with Playwright's Electron. */
const electron = {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
}

export type FromStandIn =
  | { readonly type: 'ready'; readonly endpoint: string }
  | { readonly type: 'result'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly message: string }

export interface EvaluateInStandIn {
  readonly id: number
  readonly source: string
  readonly arg: unknown
}

const say = (message: FromStandIn) => process.send?.(message)

const flags = [...chromiumFlags, ...fakeDevices, '--disable-popup-blocking', '--no-startup-window']

/** A window that a page opened by itself; the app has decided already, and none is ever allowed. */
async function closePopup(targetId: string): Promise<void> {
  while (creation.running > 0) await new Promise((done) => setTimeout(done, 5))
  if (!knownTargets.has(targetId)) state.chromium?.root.tell('Target.closeTarget', { targetId })
}

async function startChromium(): Promise<Chromium> {
  const chromium = await Chromium.launch({
    program: process.env.FOYER_CHROMIUM ?? '/usr/bin/chromium',
    userDataDir: join(app.getPath('userData'), 'chromium'),
    args: flags,
  })
  chromium.root.on('closed', () => {
    if (state.isQuitting) return
    console.error(`[stand-in] Chromium ended by itself. ${chromium.errors}`)
    process.exit(70)
  })
  chromium.root.on('Fetch.requestPaused', (paused) => void answerRequest(paused))
  await chromium.root.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
  const { targetInfos } = await chromium.root.send<{ targetInfos: { targetId: string }[] }>(
    'Target.getTargets',
  )
  for (const { targetId } of targetInfos) knownTargets.add(targetId)
  chromium.root.on('Target.targetCreated', ({ targetInfo }) => {
    if (targetInfo.type === 'page') void closePopup(targetInfo.targetId)
  })
  await chromium.root.send('Target.setDiscoverTargets', { discover: true })
  return chromium
}

async function evaluate({ id, source, arg }: EvaluateInStandIn): Promise<void> {
  try {
    const act = runInThisContext(`(${source})`)
    say({ type: 'result', id, value: await act(electron, arg) })
  } catch (error) {
    say({ type: 'failed', id, message: error instanceof Error ? `${error.stack}` : String(error) })
  }
}

function dressProcess(): void {
  Object.assign(process, { type: 'browser', defaultApp: true })
  Object.defineProperty(process.versions, 'electron', { value: '0.0.0-stand-in' })
  process.on('message', (message) => void evaluate(message as EvaluateInStandIn))
  // The test is gone: nobody would ever close this.
  process.on('disconnect', () => void endProcess(0))
  process.on('SIGTERM', () => app.quit())
  process.on('SIGINT', () => app.quit())
  Object.assign(globalThis, { standInRecord: record })
}

/** Becomes ready once the main script has run, as Electron does. */
export function startStandIn(): void {
  dressProcess()
  setTimeout(async () => {
    if (state.isQuitting) return
    try {
      state.chromium = await startChromium()
      state.isReady = true
      internals.emit('ready')
      say({ type: 'ready', endpoint: state.chromium.endpoint })
    } catch (error) {
      console.error('[stand-in] could not start', error)
      process.exit(71)
    }
  }, 0)
}
