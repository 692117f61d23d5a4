import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { entriesOf, out, pageOptions, root } from './resources/buildOptions.ts'
import { createPreloadChunk } from './resources/preloadChunk.ts'
import { createSodiumWasm } from './resources/sodiumWasm.ts'

/** The page a relay serves at /join: static and relocatable. `resources/build.ts` adds its manifest. */
export default defineConfig({
  ...pageOptions,
  root: `${root}/src-renderer/entries`,
  base: './',
  plugins: [react(), createPreloadChunk('guestPage')],
  worker: { ...pageOptions.worker, plugins: () => [createSodiumWasm()] },
  build: {
    ...pageOptions.build,
    outDir: `${out}/guest`,
    rolldownOptions: {
      input: entriesOf('src-renderer/entries', ['guest.html']),
    },
  },
})
