/**
 * `npm run dev [-- options of npm start]`: rebuilds on every change and restarts the browser host.
 * The host keeps its profile, so an open tab reconnects by itself; reload it to see a changed page.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { root } from './buildOptions.ts'

const watched = ['src-core', 'src-main', 'src-preload', 'src-renderer', 'signaling']
const quietMs = 200
let host: ChildProcess | undefined
let timer: NodeJS.Timeout | undefined

function rebuild(): void {
  const script = join(root, 'resources/build.ts')
  const { status } = spawnSync(process.execPath, [script, '--quiet'], { stdio: 'inherit' })
  if (status !== 0) return
  const start = () => {
    const args = [join(root, 'out/main/browserHost.js'), ...process.argv.slice(2)]
    host = spawn(process.execPath, args, { stdio: 'inherit' })
  }
  if (!host || host.exitCode !== null) {
    start()
    return
  }
  // The profile is locked until the old host has gone.
  host.once('exit', start)
  host.kill('SIGTERM')
}

for (const folder of watched) {
  watch(join(root, folder), { recursive: true }, () => {
    clearTimeout(timer)
    timer = setTimeout(rebuild, quietMs)
  })
}
process.on('SIGINT', () => {
  host?.kill('SIGTERM')
  process.exit(0)
})
rebuild()
