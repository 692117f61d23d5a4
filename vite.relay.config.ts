import { defineConfig } from 'vite'
import { out, root } from './resources/buildOptions.ts'

/**
 * The relay alone in one file, out/relay/main.js, with everything it needs: run from source it would
 * hold 40 MB of compiler and unused modules for as long as it runs.
 */
export default defineConfig({
  root,
  publicDir: false,
  ssr: { noExternal: true, target: 'node' },
  build: {
    ssr: true,
    target: 'node22',
    outDir: `${out}/relay`,
    minify: false,
    rolldownOptions: {
      input: { main: `${root}/signaling/main.ts` },
      output: { format: 'es', entryFileNames: '[name].js' },
    },
  },
})
