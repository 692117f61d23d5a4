/** What a promise, a console or a module loader asks every object for. */
const harmless = new Set([
  'then',
  'toJSON',
  'constructor',
  'prototype',
  '$$typeof',
  'asymmetricMatch',
])

/**
 * A partial implementation that passes as the whole: using what is missing throws. Tests may assign
 * (a scripted dialog, say), as they may with real Electron.
 */
export function strict<T extends object>(name: string, part: Partial<T>): T {
  return new Proxy(part as T, {
    get(target, key, receiver) {
      if (key in target) return Reflect.get(target, key, receiver)
      if (typeof key === 'symbol' || harmless.has(key)) return undefined
      throw new Error(`[stand-in] ${name}.${key} is not implemented`)
    },
  })
}

/** For members that must exist but that no test has needed. */
export const missing = (name: string) => (): never => {
  throw new Error(`[stand-in] ${name} is not implemented`)
}
