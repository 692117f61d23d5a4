import { spawn } from 'node:child_process'
import { root } from '../check/files.ts'

export const seconds = (startedAt: number): string =>
  `${((performance.now() - startedAt) / 1000).toFixed(1)} s`

/** Runs a command with its output on the terminal; true if it ended with 0. */
export function runStep(name: string, [file = '', ...args]: readonly string[]): Promise<boolean> {
  console.log(`\n━━ ${name} ${'━'.repeat(70)}`)
  return new Promise((done) => {
    // In a log, colours are letters in the way.
    const env = process.stdout.isTTY ? process.env : { ...process.env, NO_COLOR: '1' }
    const child = spawn(file, args, { cwd: root, env, stdio: 'inherit' })
    child.on('error', (error) => {
      console.log(error.message)
      done(false)
    })
    child.on('close', (code) => done(code === 0))
  })
}
