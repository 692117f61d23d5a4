import { globSync, readFileSync } from 'node:fs'
import type { Plugin } from 'vite'
import { root } from './buildOptions.ts'
import { emptyWasmFunctions } from './emptyWasmFunctions.ts'
import { keepUsedWrappers } from './sodiumWrappers.ts'

const WRAPPERS = /[\\/]libsodium-wrappers[\\/]dist[\\/]modules-esm[\\/]libsodium-wrappers\.mjs$/
const LIBSODIUM = /[\\/]libsodium[\\/]dist[\\/]modules-esm[\\/]libsodium\.mjs$/

/**
 * Leaves out of libsodium what `src-core/crypto` does not use, and puts its WebAssembly into a file beside the
 * script. The library carries all of it as base64, which compresses to 130 kB where the bytes that are left take
 * 69. It hands them over by Emscripten's own hook (`instantiateWasm`), and compiles while they arrive.
 */
export function createSodiumWasm(): Plugin {
  return {
    name: 'foyer:sodium-wasm',
    transform: {
      filter: { id: [LIBSODIUM, WRAPPERS] },
      handler(code, id) {
        if (WRAPPERS.test(id)) {
          const used = usedFunctions()
          return { code: keepUsedWrappers(code, (name) => used.includes(name)), map: null }
        }
        const { literal, source } = readSodium(code)
        const factory = /\bexport default (\w+);?\s*$/.exec(code)
        if (!factory) throw changed()
        const file = this.emitFile({ type: 'asset', name: 'libsodium.wasm', source })
        const library = code.replace(`"${literal}"`, '""').replace(factory[0], '')
        return { code: `${library}\n${fromFile(factory[1] ?? '', file)}`, map: null }
      },
    },
  }
}

export interface Sodium {
  /** As it stands in the library's script. */
  readonly literal: string
  /** Without the functions that are never called. */
  readonly source: Uint8Array<ArrayBuffer>
  /** What an export is called in C, by the short name it has in the module. */
  readonly names: ReadonlyMap<string, string>
}

/** Takes the module out of the library's script. Throws where that is not as it was. */
export function readSodium(code: string): Sodium {
  const [literal = '', ...others] = code.match(/(?<=")[A-Za-z0-9+/]{10000,}={0,2}(?=")/g) ?? []
  const pairs = code.matchAll(/\b\w+\._(\w+)=\w+\.([\w$]+)(?=[,;)])/g)
  const names = new Map([...pairs].map(([, name = '', short = '']) => [short, name]))
  const module = Buffer.from(literal, 'base64')
  if (others.length > 0 || names.size < 200 || !WebAssembly.validate(module)) throw changed()
  const used = usedFunctions()
  const known = new Set(names.values())
  const missing = used.filter((name) => !known.has(name))
  if (missing.length > 0) throw new Error(`libsodium has no ${missing.join(', ')}.`)
  const source = emptyWasmFunctions(module, (short, hasParameters) => {
    const name = names.get(short)
    // Without parameters are sizes and names: the library reads those of all its parts when it starts.
    return !hasParameters || !name?.startsWith('crypto_') || used.includes(name)
  })
  if (!WebAssembly.validate(source)) throw changed()
  return { literal, source, names }
}

const changed = () => new Error('libsodium no longer carries one WebAssembly module where it did.')

/** What the library tries on itself when it starts. */
const OWN_TEST = ['crypto_secretbox_easy', 'crypto_secretbox_open_easy']

/** What the one folder calls that calls the library, and what the library does by itself. */
function usedFunctions(): string[] {
  const files = globSync(`${root}/src-core/crypto/*.ts`).filter((file) => !/\.test\./.test(file))
  const calls = files.flatMap((file) => readFileSync(file, 'utf8').match(/\bcrypto_\w+/g) ?? [])
  return [...new Set([...OWN_TEST, ...calls])]
}

const fromFile = (factory: string, file: string) => `
const load = (imports) =>
  WebAssembly.instantiateStreaming(fetch(import.meta.ROLLUP_FILE_URL_${file}), imports)
export default (options) => new Promise((resolve, reject) => {
  const instantiateWasm = (imports, done) => {
    load(imports).then(({ instance, module }) => done(instance, module)).catch(reject)
    return {}
  }
  ${factory}({ ...options, instantiateWasm }).then(resolve, reject)
})
`
