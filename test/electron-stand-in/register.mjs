/** `node --import register.mjs main.js`: whoever asks for Electron gets the stand-in. */
import { registerHooks } from 'node:module'

const names = new Set(['electron', 'electron/main', 'electron/common'])

registerHooks({
  resolve: (specifier, context, next) =>
    names.has(specifier)
      ? { url: new URL('./electron.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
})
