import { type ChildProcess, spawn } from 'node:child_process'
import { root } from '../../check/files.ts'

/** A program of ours that says in a line when it is ready. */
export interface Program {
  readonly child: ChildProcess
  readonly output: () => string
  /** Sends the signal and waits for the end. */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>
}

export interface ProgramOptions {
  readonly script: string
  /** Options of Node itself. */
  readonly nodeArgs?: readonly string[]
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** What its ready line looks like; the first group is returned. */
  readonly ready: RegExp
}

const readyMs = 60_000
const stopMs = 30_000

/** Runs a built script in the pinned Node and waits for its ready line. */
export async function runProgram(options: ProgramOptions): Promise<[Program, ready: string]> {
  const child = spawn(
    process.execPath,
    [...(options.nodeArgs ?? []), options.script, ...options.args],
    {
      cwd: root,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  const exited = new Promise<void>((done) => child.once('exit', () => done()))
  const ready = new Promise<string>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${options.script} ${why}\n${output}`))
    const timer = setTimeout(() => fail('was not ready in time'), readyMs)
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part) => {
        output += part
        const found = options.ready.exec(output)?.[1]
        if (!found) return
        clearTimeout(timer)
        resolve(found)
      })
    }
    void exited.then(() => {
      clearTimeout(timer)
      fail(`ended with ${child.exitCode}`)
    })
  })
  const program: Program = {
    child,
    output: () => output,
    async stop(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill(signal)
      const timer = setTimeout(() => child.kill('SIGKILL'), stopMs)
      await exited
      clearTimeout(timer)
    },
  }
  return [program, await ready]
}
