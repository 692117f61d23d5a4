import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { contentTypeOf } from '../contentTypes.ts'

const fontsource = (family: string, file: string) =>
  join('@fontsource-variable', family, 'files', file)

/** The status page's own files; fonts by where they lie in node_modules. */
export const statusFileNames: ReadonlyMap<string, string | undefined> = new Map([
  ['status.js', undefined],
  ['status.css', undefined],
  [
    'interface.woff2',
    fontsource('atkinson-hyperlegible-next', 'atkinson-hyperlegible-next-latin-wght-normal.woff2'),
  ],
  ['title.woff2', fontsource('literata', 'literata-latin-wght-normal.woff2')],
])

export interface StatusFile {
  readonly type: string
  readonly body: Buffer
}

/** Beside the sources, or in `status/` beside a bundle, or beside the relay's bundle in out/. */
const places = (name: string): string[] => {
  const here = import.meta.dirname
  const font = statusFileNames.get(name)
  return [
    join(here, 'page', name),
    join(here, 'status', name),
    join(here, '../relay/status', name),
    ...(font === undefined ? [] : [join(here, '../../node_modules', font)]),
  ]
}

const cache = new Map<string, Promise<StatusFile | undefined>>()

/** Nothing for names that are not the status page's, and for files that were not installed. */
export function loadStatusFile(name: string): Promise<StatusFile | undefined> {
  if (!statusFileNames.has(name)) return Promise.resolve(undefined)
  const known = cache.get(name) ?? firstThere(name)
  cache.set(name, known)
  return known
}

async function firstThere(name: string): Promise<StatusFile | undefined> {
  const type = contentTypeOf(name)
  for (const path of type === undefined ? [] : places(name)) {
    const body = await readFile(path).catch(() => undefined)
    if (type && body) return { type, body }
  }
  return undefined
}
