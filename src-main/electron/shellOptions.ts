import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** What `npm start -- …` says and the shell needs to know; the rest of the arguments is Chromium's. */
export interface ShellOptions {
  /** Absolute path of the profile's folder. */
  readonly profileDir: string
  /** True where `--data` names the folder: a trial or a test, not this person's usual app. */
  readonly isApart: boolean
  readonly relay: string | null
  readonly port: number | null
}

const options = {
  profile: { type: 'string' },
  data: { type: 'string' },
  relay: { type: 'string' },
  port: { type: 'string' },
} as const

/** Reads the arguments after the program (and, unpackaged, after the app's folder). */
export function parseShellOptions(args: readonly string[], env = process.env): ShellOptions {
  const { values } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true })
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)
  const profile = text(values.profile) ?? 'default'
  const data = text(values.data)
  const port = Number(text(values.port))
  return {
    profileDir: join(data ? resolve(data) : dataFolder(process.platform, env), profile),
    isApart: data !== null,
    relay: text(values.relay),
    port: Number.isInteger(port) && port > 0 && port < 65_536 ? port : null,
  }
}

/** Where this platform keeps a program's data. */
function dataFolder(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string {
  if (platform === 'win32') return join(env.APPDATA ?? join(homedir(), 'AppData/Roaming'), 'Foyer')
  if (platform === 'darwin') return join(homedir(), 'Library/Application Support/Foyer')
  return join(env.XDG_DATA_HOME ?? join(homedir(), '.local/share'), 'foyer')
}
