import { spawn } from 'node:child_process'
import { root } from '../check/files.ts'

export const seconds = (startedAt: number): string =>
  `${((performance.now() - startedAt) / 1000).toFixed(1)} s`

export interface StepOutcome {
  /** It ended with 0. */
  readonly passed: boolean
  /** What it printed, where it had no terminal; otherwise nothing. */
  readonly output: string
}

/** Runs a command, with its output on the terminal or, beside another one, kept. */
export function runStep(
  name: string,
  [file = '', ...args]: readonly string[],
  isKept = false,
): Promise<StepOutcome> {
  const title = `\n━━ ${name} ${'━'.repeat(70)}\n`
  let output = isKept ? title : ''
  if (!isKept) process.stdout.write(title)
  return new Promise((done) => {
    // In a log, colours are letters in the way.
    const isPlain = isKept || !process.stdout.isTTY
    const env = isPlain ? { ...process.env, NO_COLOR: '1' } : process.env
    const child = spawn(file, args, { cwd: root, env, stdio: isKept ? 'pipe' : 'inherit' })
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (part) => {
        output += part
      })
    }
    child.on('error', (error) => {
      output += `${error.message}\n`
      done({ passed: false, output })
    })
    child.on('close', (code) => done({ passed: code === 0, output }))
  })
}
