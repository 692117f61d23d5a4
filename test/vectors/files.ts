import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { toHex } from '../../src-core/base/bytes.ts'

const pathOf = (name: string) => new URL(`./${name}.json`, import.meta.url)

export function readVectors<T>(name: string): T {
  return JSON.parse(readFileSync(pathOf(name), 'utf8')) as T
}

/** Plain data with every byte array as lower-case hex; ids stay base64url. */
export function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return toHex(value)
  if (value instanceof Map) return Object.fromEntries([...value].map(([k, v]) => [k, plain(v)]))
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]))
}

/** Vectors are frozen: what exists is left alone, because a change of bytes is a new protocol version. */
export function writeOnce(name: string, vectors: unknown): void {
  if (existsSync(pathOf(name))) {
    console.log(`${name}: exists, left as it is`)
    return
  }
  writeFileSync(pathOf(name), `${JSON.stringify(plain(vectors), null, 2)}\n`)
  console.log(`${name}: written`)
}
