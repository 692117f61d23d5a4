import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Script } from 'node:vm'
import { askMainProcess } from '../page/askMainProcess.ts'
import { createCloneCodec } from '../page/clone.ts'
import { startPreloadWorld } from '../page/preloadWorld.ts'
import { createWorldBridge } from '../page/worldBridge.ts'

/** Electron's name for the world in which preloads run. */
export const preloadWorld = 'Electron Isolated Context'
/** The function by which that world speaks to the main process. */
export const bindingName = '__standInTell'

export interface PageScripts {
  readonly main: string
  readonly preload: string
}

/** The parameters of the function that Electron wraps a sandboxed preload in. */
const parameters = 'require, process, Buffer, global, exports, module'

/** Reads and compiles a preload as Electron does: as one CommonJS script. Throws if it is not. */
function readPreload(file: string): string {
  const source = `function (${parameters}) {${readFileSync(file, 'utf8')}\n}`
  new Script(`(${source})`, { filename: file })
  return source
}

/** Source texts for every document of a window. A preload that cannot be read leaves none. */
export function createPageScripts(preloadFile: string | undefined): {
  readonly scripts: PageScripts
  readonly problem: string | undefined
} {
  // Names of DOM events that the page cannot guess.
  const [toMain, toPreload] = [randomUUID(), randomUUID()]
  const [ask, open] = [randomUUID(), randomUUID()]
  let run = 'undefined'
  let problem: string | undefined
  try {
    if (preloadFile) run = readPreload(preloadFile)
  } catch (error) {
    problem = `Unable to load preload script: ${preloadFile}: ${String(error)}`
  }
  const text = (value: string) => JSON.stringify(value)
  const main = `(() => {
    (${createWorldBridge})(${text(toPreload)}, ${text(toMain)}, false);
    (${askMainProcess})(${text(ask)}, ${text(open)});
  })()`
  const preload = `(() => {
    const tell = globalThis.${bindingName};
    delete globalThis.${bindingName};
    if (!tell || location.href === 'about:blank') return;
    (${startPreloadWorld})({
      codec: (${createCloneCodec})(),
      bridge: (${createWorldBridge})(${text(toMain)}, ${text(toPreload)}, true),
      tell,
      askName: ${text(ask)},
      openName: ${text(open)},
      platform: ${text(process.platform)},
      run: ${run},
    });
  })()`
  return { scripts: { main, preload }, problem }
}
