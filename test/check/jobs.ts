import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { root } from './files.ts'

export interface Job {
  readonly name: string
  readonly command: readonly string[]
}

export interface JobResult {
  readonly name: string
  readonly passed: boolean
  readonly output: string
  readonly seconds: number
}

function run({ name, command: [file = '', ...args] }: Job): Promise<JobResult> {
  const startedAt = performance.now()
  return new Promise((done) => {
    let output = ''
    const finish = (passed: boolean) =>
      done({ name, passed, output, seconds: (performance.now() - startedAt) / 1000 })
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.on('data', (part) => {
      output += part
    })
    child.stderr.on('data', (part) => {
      output += part
    })
    child.on('error', (error) => {
      output += error.message
      finish(false)
    })
    child.on('close', (code) => finish(code === 0))
  })
}

/** Runs the jobs, as many at a time as there are cores; results in the order of the jobs. */
export async function runAll(jobs: readonly Job[]): Promise<JobResult[]> {
  const results: JobResult[] = []
  const waiting = [...jobs.entries()]
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      results[next[0]] = await run(next[1])
  }
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker))
  return results
}
