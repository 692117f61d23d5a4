import { join } from 'node:path'
import { root } from '../../check/files.ts'
import { type DesktopApp, launchDesktop } from '../../electron-stand-in/launch.ts'
import type { OpenShell, ShellLaunch } from './openShell.ts'
import { viewport } from './visitor.ts'

export interface OpenDesktop extends OpenShell {
  readonly app: DesktopApp
}

export const desktopMain = join(root, 'out/main/electron.js')

/** The built desktop app, in Electron or in the stand-in. */
export async function launchDesktopShell({
  dataDir,
  args,
  env,
}: ShellLaunch): Promise<OpenDesktop> {
  const app = await launchDesktop({
    main: desktopMain,
    args: ['--data', dataDir, ...args],
    env,
    node: process.execPath,
  })
  const page = await app.page('desktop').catch(async (error) => {
    await app.kill()
    throw error
  })
  await page.setViewportSize(viewport)
  return {
    app,
    page,
    output: app.output,
    quit: async () => void (await app.close()),
    kill: () => app.kill(),
  }
}
