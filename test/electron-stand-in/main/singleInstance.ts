import { mkdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface SecondInstance {
  readonly argv: string[]
  readonly cwd: string
}

/** The lock of a user data folder: a file with a process id, and a box for what others say. */
export class SingleInstance {
  readonly #lock: string
  readonly #box: string
  #isHeld = false
  constructor(userData: string) {
    this.#lock = join(userData, 'stand-in.lock')
    this.#box = join(userData, 'stand-in.box')
  }

  /** True for the first; a later one leaves its arguments and gets false. */
  request(onSecond: (second: SecondInstance) => void): boolean {
    if (this.#isHeld) return true
    mkdirSync(this.#box, { recursive: true })
    if (isAlive(readPid(this.#lock))) {
      const message = join(this.#box, `${process.pid}`)
      writeFileSync(`${message}.new`, JSON.stringify({ argv: process.argv, cwd: process.cwd() }))
      renameSync(`${message}.new`, `${message}.json`)
      return false
    }
    writeFileSync(this.#lock, String(process.pid))
    this.#isHeld = true
    watch(this.#box, (_event, name) => {
      if (!name?.endsWith('.json')) return
      const said = take(join(this.#box, name))
      if (said) onSecond(said)
    }).unref()
    return true
  }

  release(): void {
    if (this.#isHeld) rmSync(this.#lock, { force: true })
    this.#isHeld = false
  }
}

function take(file: string): SecondInstance | undefined {
  try {
    const said = JSON.parse(readFileSync(file, 'utf8'))
    rmSync(file)
    return said
  } catch {
    return undefined
  }
}

function readPid(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined
  } catch {
    return undefined
  }
}

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
