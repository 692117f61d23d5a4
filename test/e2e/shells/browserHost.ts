import { join } from 'node:path'
import { root } from '../../check/files.ts'
import type { OpenShell, ShellLaunch } from './openShell.ts'
import { runProgram } from './program.ts'
import { openVisitor } from './visitor.ts'

/** The built browser host in a process of its own, and a browser for its address. */
export async function launchBrowserHost({
  dataDir,
  args,
  env,
  browsers,
}: ShellLaunch): Promise<OpenShell> {
  const [program, url] = await runProgram({
    script: join(root, 'out/main/browserHost.js'),
    args: ['--data', dataDir, '--no-open', ...args],
    env,
    ready: /Foyer is ready at (http:\/\/\S+)/,
  })
  const visitor = await openVisitor(url, { browsers }).catch(async (error) => {
    await program.stop('SIGKILL')
    throw error
  })
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    await program.stop(signal)
    await visitor.close()
  }
  return {
    page: visitor.page,
    output: program.output,
    quit: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
}
