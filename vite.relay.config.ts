import { readFileSync } from 'node:fs'
import { defineConfig, type Plugin } from 'vite'
import { out, root } from './resources/buildOptions.ts'
import { relaySbom } from './resources/relaySbom.ts'
import { statusFileNames } from './signaling/status/statusFiles.ts'

/** The status page's script, style and faces, in `status/` beside the bundle. */
const statusFiles = (): Plugin => ({
  name: 'status-files',
  generateBundle() {
    for (const [name, font] of statusFileNames) {
      const place = font === undefined ? `signaling/status/page/${name}` : `node_modules/${font}`
      const source = readFileSync(`${root}/${place}`)
      this.emitFile({ type: 'asset', fileName: `status/${name}`, source })
    }
  },
})

/**
 * The relay alone in one file, out/relay/main.js, with everything it needs: run from source it would
 * hold 40 MB of compiler and unused modules for as long as it runs. The mailbox has its thread's script
 * beside it, and SQLite's native module stays in node_modules.
 */
export default defineConfig({
  root,
  publicDir: false,
  plugins: [statusFiles(), relaySbom()],
  ssr: {
    noExternal: true,
    external: ['better-sqlite3-multiple-ciphers'],
    target: 'node',
  },
  build: {
    ssr: true,
    target: 'node22',
    outDir: `${out}/relay`,
    minify: false,
    rolldownOptions: {
      input: {
        main: `${root}/signaling/main.ts`,
        verifyGuest: `${root}/signaling/verifyGuestMain.ts`,
        mailboxWorker: `${root}/signaling/mailbox/sqlite/mailboxWorker.ts`,
      },
      output: {
        format: 'es',
        entryFileNames: '[name].js',
        // Flat, so that `new URL('./mailboxWorker.js', import.meta.url)` holds in every chunk.
        chunkFileNames: 'chunk-[name]-[hash].js',
      },
    },
  },
})
