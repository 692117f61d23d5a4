import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'

/** What was planted, by what it is: text, or bytes. */
export type Planted = Readonly<Record<string, string | Uint8Array>>

/** Which of what was planted stands in these bytes, in any spelling of `spellings`. */
export function findPlanted(bytes: Buffer, planted: Planted): string[] {
  return Object.entries(planted).flatMap(([name, what]) =>
    spellings(what)
      .filter(([, needle]) => bytes.includes(needle))
      .map(([spelling]) => `${name} as ${spelling}`),
  )
}

/** The same for every file beneath a folder, its name included. */
export function findPlantedInFolder(folder: string, planted: Planted): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
    .flatMap((file) => {
      const name = relative(folder, file)
      const content = Buffer.concat([Buffer.from(`${name}\n`), readIfThere(file)])
      return findPlanted(content, planted).map((found) => `${name}: ${found}`)
    })
}

/** A browser that still runs takes its scratch files away in between. */
function readIfThere(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}

/** UTF-8, both UTF-16, and base64 and hexadecimal at every offset within their groups. */
function spellings(what: string | Uint8Array): [name: string, needle: Buffer][] {
  const bytes = typeof what === 'string' ? Buffer.from(what) : Buffer.from(what)
  const wide = typeof what === 'string' ? Buffer.from(what, 'utf16le') : undefined
  return [
    ['bytes', bytes],
    ...(wide
      ? ([
          ['UTF-16 LE', wide],
          ['UTF-16 BE', Buffer.from(wide).swap16()],
        ] as const)
      : []),
    ['hex', Buffer.from(bytes.toString('hex'))],
    ...[0, 1, 2].flatMap((offset) => base64At(bytes, offset)),
  ].map(([name, needle]) => [name as string, needle as Buffer])
}

/** The characters of the base64 of `bytes` behind `offset` unknown bytes that depend on `bytes` alone. */
function base64At(bytes: Buffer, offset: number): [string, Buffer][] {
  const whole = bytes.subarray((3 - offset) % 3)
  const text = whole.subarray(0, whole.length - (whole.length % 3)).toString('base64')
  const url = text.replaceAll('+', '-').replaceAll('/', '_')
  return [
    [`base64 at ${offset}`, Buffer.from(text)],
    [`base64url at ${offset}`, Buffer.from(url)],
  ]
}
