import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { entriesOf, out, pageOptions, root } from './resources/buildOptions.ts'

/**
 * The desktop app and the browser host: out/main, out/preload, out/renderer. The guest page is built
 * apart (vite.guest.config.ts), because it must not share chunks with pages that have other rights.
 */
export default defineConfig({
  main: {
    build: {
      outDir: `${out}/main`,
      // Everything of `dependencies` stays in node_modules; the bundles run in plain Node too.
      externalizeDeps: true,
      minify: false,
      rolldownOptions: {
        input: {
          ...entriesOf('src-main/entries', ['.ts']),
          ...entriesOf('src-main/**', ['Worker.ts']),
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          // Flat, so that `new URL('./hostWorker.js', import.meta.url)` holds in every chunk.
          chunkFileNames: 'chunk-[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: `${out}/preload`,
      // A sandboxed preload can require `electron` and nothing else: one CommonJS file.
      externalizeDeps: false,
      minify: false,
      rolldownOptions: {
        input: { index: `${root}/src-preload/index.ts` },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    ...pageOptions,
    root: `${root}/src-renderer/entries`,
    base: '/',
    plugins: [react()],
    build: {
      ...pageOptions.build,
      outDir: `${out}/renderer`,
      rolldownOptions: {
        input: entriesOf('src-renderer/entries', ['.html'], ['guest']),
      },
    },
  },
})
