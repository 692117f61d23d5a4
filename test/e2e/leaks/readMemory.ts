import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'

/** What Node needs to be told to write its heap into a folder on SIGUSR2. */
export const heapArgs = (folder: string): string[] => [
  '--heapsnapshot-signal=SIGUSR2',
  `--diagnostic-dir=${folder}`,
]

/** The heap of such a process: everything in it that is reachable. */
export async function readHeap(pid: number, folder: string): Promise<Buffer> {
  process.kill(pid, 'SIGUSR2')
  const deadline = Date.now() + 120_000
  while (Date.now() < deadline) {
    const file = readdirSync(folder).find((name) => name.endsWith('.heapsnapshot'))
    const content = file ? readFileSync(join(folder, file)) : Buffer.alloc(0)
    if (content.subarray(-2).toString() === ']}') return content
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error('The process wrote no heap.')
}

/**
 * All writable memory of a process, garbage, buffers and stacks included, as a core dump would hold it;
 * undefined where the system does not show it (only Linux does, to a parent).
 */
export function readMemory(pid: number): Buffer | undefined {
  if (!existsSync(`/proc/${pid}/maps`)) return undefined
  const memory = openSync(`/proc/${pid}/mem`, 'r')
  try {
    const parts = readFileSync(`/proc/${pid}/maps`, 'utf8')
      .split('\n')
      .flatMap((line) => {
        const range = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line)
        return range ? readRange(memory, Number(`0x${range[1]}`), Number(`0x${range[2]}`)) : []
      })
    return Buffer.concat(parts)
  } finally {
    closeSync(memory)
  }
}

const PAGE_BYTES = 4096
const untouched = Buffer.alloc(PAGE_BYTES)

/** What is in a range; most of it was only reserved, and is left out. */
function readRange(memory: number, start: number, end: number): Buffer[] {
  const bytes = Buffer.alloc(end - start)
  try {
    readSync(memory, bytes, 0, bytes.length, start)
  } catch {
    // A device's: there is nothing to read.
  }
  const pages: Buffer[] = []
  for (let at = 0; at < bytes.length; at += PAGE_BYTES) {
    const page = bytes.subarray(at, at + PAGE_BYTES)
    if (!page.equals(untouched)) pages.push(page)
  }
  return pages
}
