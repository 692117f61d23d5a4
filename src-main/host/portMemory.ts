import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { utf8 } from '../../src-core/base/bytes.ts'
import { writeDurably } from '../storage/createFileBlobs.ts'

const portNumber = z.number().int().min(1).max(65_535)
const KnownPorts = z.object({ relay: portNumber.optional(), page: portNumber.optional() })
type Name = keyof z.infer<typeof KnownPorts>

/**
 * Listens on the port of last time: links to a Space name the relay's, and a browser keeps what it knows
 * of a page by its port. Where somebody else has it by now, takes a free one. `listen` rejects with
 * EADDRINUSE, as Node does; 0 means any.
 */
export async function listenAsBefore<T extends { readonly port: number }>(
  profileDir: string,
  name: Name,
  listen: (port: number) => Promise<T>,
): Promise<T> {
  const file = join(profileDir, 'ports.json')
  const known = readPorts(file)
  const before = known[name]
  const listener = await listen(before ?? 0).catch((error: NodeJS.ErrnoException) => {
    if (before === undefined || !['EADDRINUSE', 'EACCES'].includes(error.code ?? '')) throw error
    return listen(0)
  })
  if (before === undefined) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const ports = { ...readPorts(file), [name]: listener.port }
    writeDurably(file, utf8(`${JSON.stringify(ports)}\n`))
  }
  return listener
}

function readPorts(file: string): z.infer<typeof KnownPorts> {
  try {
    return KnownPorts.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return {}
  }
}
