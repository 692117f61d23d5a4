import { callsIn } from './wasmCalls.ts'
import { readWasmFunctions, type WasmFunctions } from './wasmFunctions.ts'

const encodeNumber = (value: number): number[] =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...encodeNumber(Math.floor(value / 128))]

/** How the type of a function without parameters begins. */
const NOTHING_IN = '96,0,'

/** No local variables; unreachable; end. */
const EMPTY = Uint8Array.of(0x00, 0x00, 0x0b)

/** What can run at all when only these exports are called. */
function reachedFrom(module: WasmFunctions, called: readonly number[]): ReadonlySet<number> {
  const reached = new Set<number>()
  const types = new Set<string>()
  const next = [...called, ...module.start]
  for (let index = next.pop(); index !== undefined; index = next.pop()) {
    if (reached.has(index)) continue
    reached.add(index)
    const calls = module.callsOf(index)
    next.push(...calls.functions)
    for (const type of calls.types.map((number) => module.types[number] ?? '')) {
      if (types.has(type)) continue
      types.add(type)
      next.push(...module.table.filter((one) => module.typeOf(one) === type))
    }
  }
  return reached
}

/**
 * The module with empty bodies in place of every function that nothing reaches when, of the exports, only those
 * are called that `isNeeded`. All numbers stay as they are. A function that was emptied traps.
 */
export function emptyWasmFunctions(
  bytes: Uint8Array,
  isNeeded: (exportName: string, hasParameters: boolean) => boolean,
): Uint8Array<ArrayBuffer> {
  const module = readWasmFunctions(bytes, callsIn)
  const { exported, bodies, code } = module
  const called = [...exported].flatMap(([name, index]) =>
    isNeeded(name, !module.typeOf(index).startsWith(NOTHING_IN)) ? [index] : [],
  )
  const reached = reachedFrom(module, called)
  const written: Uint8Array[] = [Uint8Array.from(encodeNumber(bodies.size))]
  for (const [index, { start, end }] of bodies) {
    const body = reached.has(index) ? bytes.subarray(start, end) : EMPTY
    written.push(Uint8Array.from(encodeNumber(body.length)), body)
  }
  const content = Buffer.concat(written)
  return Uint8Array.from(
    Buffer.concat([
      bytes.subarray(0, code.start),
      Uint8Array.from([10, ...encodeNumber(content.length)]),
      content,
      bytes.subarray(code.end),
    ]),
  )
}
