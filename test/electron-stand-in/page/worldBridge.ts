/** Values cross between the page's world and the preload's as one of these. */
type Packed =
  | { kind: 'value'; value: unknown }
  | { kind: 'error'; message: string }
  | { kind: 'function'; id: number }
  | { kind: 'list'; items: Packed[] }
  | { kind: 'object'; entries: [string, Packed][] }

type WorldMessage =
  | { type: 'call'; id: number; args: Packed[] }
  | { type: 'answer'; result: Packed }
  | { type: 'expose'; name: string; api: Packed }

/**
 * One half of `contextBridge`; runs in the page as source text. DOM events are delivered to both
 * worlds synchronously, their detail is cloned, and nobody else knows their names.
 */
export function createWorldBridge(toOther: string, toMe: string, isPreload: boolean) {
  const functions = new Map<number, (...args: unknown[]) => unknown>()
  let count = 0
  let answer: Packed | undefined

  const dispatch = (detail: WorldMessage) => {
    document.dispatchEvent(new CustomEvent(toOther, { detail }))
  }

  const pack = (value: unknown): Packed => {
    if (typeof value === 'symbol') throw new TypeError('A symbol cannot cross the contextBridge')
    if (typeof value === 'function') {
      count += 1
      functions.set(count, value as () => unknown)
      return { kind: 'function', id: count }
    }
    if (value instanceof Error) return { kind: 'error', message: value.message }
    if (value instanceof Promise) throw new Error('[stand-in] contextBridge: no promises')
    if (Array.isArray(value)) return { kind: 'list', items: value.map(pack) }
    if (Object.prototype.toString.call(value) === '[object Object]') {
      const entries = Object.entries(value as object)
      return { kind: 'object', entries: entries.map(([key, one]) => [key, pack(one)]) }
    }
    return { kind: 'value', value: structuredClone(value) }
  }

  /** Asks the other world; its answer is there when `dispatch` returns. */
  const call = (id: number, args: unknown[]): unknown => {
    const outer = answer
    answer = undefined
    dispatch({ type: 'call', id, args: args.map(pack) })
    const result = answer as Packed | undefined
    answer = outer
    if (!result) throw new Error('contextBridge: the other world is gone')
    if (result.kind === 'error') throw new Error(result.message)
    return unpack(result)
  }

  const unpack = (packed: Packed): unknown => {
    switch (packed.kind) {
      case 'value':
        return packed.value
      case 'error':
        return new Error(packed.message)
      case 'list':
        return packed.items.map(unpack)
      case 'object':
        return Object.freeze(
          Object.fromEntries(packed.entries.map(([key, one]) => [key, unpack(one)])),
        )
      case 'function':
        return (...args: unknown[]) => call(packed.id, args)
    }
  }

  const receive = (message: WorldMessage) => {
    if (message.type === 'answer') {
      answer = message.result
      return
    }
    if (message.type === 'expose') {
      if (isPreload) return
      const value = unpack(message.api)
      Object.defineProperty(window, message.name, { value, enumerable: true })
      return
    }
    let result: Packed
    try {
      result = pack(functions.get(message.id)?.(...message.args.map(unpack)))
    } catch (error) {
      result = { kind: 'error', message: error instanceof Error ? error.message : String(error) }
    }
    dispatch({ type: 'answer', result })
  }

  document.addEventListener(
    toMe,
    (event) => {
      event.stopImmediatePropagation()
      receive((event as CustomEvent<WorldMessage>).detail)
    },
    true,
  )
  return {
    expose: (name: string, api: unknown) => dispatch({ type: 'expose', name, api: pack(api) }),
  }
}

export type WorldBridge = ReturnType<typeof createWorldBridge>
