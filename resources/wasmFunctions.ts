/** The parts of a WebAssembly module (core specification 2.0, chapter 5) that say which function calls which. */
export interface WasmFunctions {
  /** Exported functions by name. */
  readonly exported: ReadonlyMap<string, number>
  /** The function that runs when the module is made. */
  readonly start: readonly number[]
  /** Functions that can be called by way of the table. */
  readonly table: readonly number[]
  /** Where the bodies lie in the file, without their lengths; imported functions have none. */
  readonly bodies: ReadonlyMap<number, { readonly start: number; readonly end: number }>
  /** Where the code section lies, its id and length included. */
  readonly code: { readonly start: number; readonly end: number }
  /** The module's types, by number. */
  readonly types: readonly string[]
  /** Equal for functions that one instruction can call by way of the table. */
  typeOf(index: number): string
  /** What the function's body calls or refers to. Throws on an instruction that is not known here. */
  callsOf(index: number): WasmCalls
}

export interface WasmCalls {
  readonly functions: readonly number[]
  /** Numbers of the types that it calls by way of the table. */
  readonly types: readonly number[]
}

const SECTION = {
  type: 1,
  import: 2,
  function: 3,
  export: 7,
  start: 8,
  elements: 9,
  code: 10,
} as const
const MAGIC_BYTES = 8

export interface Reader {
  at: number
  byte(): number
  /** LEB128, signed or not; only used for numbers that fit. */
  number(): number
  skip(bytes: number): void
  text(): string
}

export function createReader(bytes: Uint8Array, at: number): Reader {
  const reader: Reader = {
    at,
    byte: () => bytes[reader.at++] ?? 0,
    number() {
      let value = 0
      let factor = 1
      for (;;) {
        const byte = reader.byte()
        value += (byte & 0x7f) * factor
        factor *= 128
        if (byte < 0x80) return value
      }
    },
    skip(count) {
      reader.at += count
    },
    text() {
      const length = reader.number()
      reader.skip(length)
      return new TextDecoder().decode(bytes.subarray(reader.at - length, reader.at))
    },
  }
  return reader
}

function readLimits(reader: Reader): void {
  const flags = reader.number()
  reader.number()
  if (flags & 1) reader.number()
}

/** Each function type as its bytes. */
function readTypes(bytes: Uint8Array, reader: Reader): string[] {
  const types: string[] = []
  for (let left = reader.number(); left > 0; left--) {
    const start = reader.at
    if (reader.byte() !== 0x60) throw new Error('a type of another form')
    reader.skip(reader.number())
    reader.skip(reader.number())
    types.push(bytes.subarray(start, reader.at).join())
  }
  return types
}

/** The types of imported functions: those come first in the numbering. */
function readImports(reader: Reader): number[] {
  const functions: number[] = []
  for (let left = reader.number(); left > 0; left--) {
    reader.text()
    reader.text()
    const kind = reader.byte()
    if (kind === 0) {
      functions.push(reader.number())
    } else if (kind === 1) {
      reader.byte()
      readLimits(reader)
    } else if (kind === 2) readLimits(reader)
    else reader.skip(2)
  }
  return functions
}

function readExports(reader: Reader): Map<string, number> {
  const exported = new Map<string, number>()
  for (let left = reader.number(); left > 0; left--) {
    const name = reader.text()
    const kind = reader.byte()
    const index = reader.number()
    if (kind === 0) exported.set(name, index)
  }
  return exported
}

/** Only the plain form that compilers write for functions: one table, a constant offset, indices. */
function readElements(reader: Reader): number[] {
  const indices: number[] = []
  for (let left = reader.number(); left > 0; left--) {
    if (reader.number() !== 0) throw new Error('an element segment of another form')
    while (reader.byte() !== 0x0b) reader.number()
    for (let count = reader.number(); count > 0; count--) indices.push(reader.number())
  }
  return indices
}

/** Throws on what is not a module, or has parts that are not known here. */
export function readWasmFunctions(
  bytes: Uint8Array,
  callsIn: (reader: Reader, end: number) => WasmCalls,
): WasmFunctions {
  let types: string[] = []
  /** Of each function, the number of its type. */
  const typed: number[] = []
  let exported = new Map<string, number>()
  const start: number[] = []
  const table: number[] = []
  const bodies = new Map<number, { start: number; end: number }>()
  let code = { start: 0, end: 0 }
  const reader = createReader(bytes, MAGIC_BYTES)
  while (reader.at < bytes.length) {
    const from = reader.at
    const id = reader.byte()
    const length = reader.number()
    const end = reader.at + length
    if (id === SECTION.type) types = readTypes(bytes, reader)
    if (id === SECTION.import) typed.push(...readImports(reader))
    if (id === SECTION.function)
      for (let left = reader.number(); left > 0; left--) typed.push(reader.number())
    if (id === SECTION.export) exported = readExports(reader)
    if (id === SECTION.start) start.push(reader.number())
    if (id === SECTION.elements) table.push(...readElements(reader))
    if (id === SECTION.code) {
      code = { start: from, end }
      const count = reader.number()
      for (let index = typed.length - count; index < typed.length; index++) {
        const size = reader.number()
        bodies.set(index, { start: reader.at, end: reader.at + size })
        reader.skip(size)
      }
    }
    reader.at = end
  }
  return {
    ...{ exported, start, table, bodies, code },
    typeOf: (index) => types[typed[index] ?? -1] ?? '',
    types,
    callsOf(index) {
      const body = bodies.get(index)
      if (!body) return { functions: [], types: [] }
      return callsIn(createReader(bytes, body.start), body.end)
    },
  }
}
