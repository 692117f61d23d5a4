import type { Plugin } from 'vite'

const LIBSODIUM = /[\\/]libsodium[\\/]dist[\\/]modules-esm[\\/]libsodium\.mjs$/

/**
 * Puts libsodium's WebAssembly into a file beside the script. The library carries it as base64, which
 * compresses to 130 kB where the bytes themselves take 100. It hands them over by Emscripten's own
 * hook (`instantiateWasm`), and compiles while they arrive.
 */
export function createSodiumWasm(): Plugin {
  return {
    name: 'foyer:sodium-wasm',
    transform: {
      filter: { id: LIBSODIUM },
      handler(code) {
        const [literal, ...others] = code.match(/(?<=")[A-Za-z0-9+/]{10000,}={0,2}(?=")/g) ?? []
        const factory = /\bexport default (\w+);?\s*$/.exec(code)
        const source = Buffer.from(literal ?? '', 'base64')
        if (others.length > 0 || !factory || !WebAssembly.validate(source)) {
          throw new Error('libsodium no longer carries one WebAssembly module where it did.')
        }
        const file = this.emitFile({ type: 'asset', name: 'libsodium.wasm', source })
        const library = code.replace(`"${literal}"`, '""').replace(factory[0], '')
        return { code: `${library}\n${fromFile(factory[1] ?? '', file)}`, map: null }
      },
    },
  }
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
