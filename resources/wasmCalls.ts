import type { Reader, WasmCalls } from './wasmFunctions.ts'

const CALL = 0x10
const CALL_INDIRECT = 0x11
const RETURN_CALL = 0x12
const RETURN_CALL_INDIRECT = 0x13
const REF_FUNC = 0xd2

/** Numbers that follow an instruction (core specification 2.0, 5.4), for those that have one or two. */
const NUMBERS: readonly (readonly [from: number, to: number, count: number])[] = [
  [0x00, 0x01, 0],
  [0x02, 0x04, 1],
  [0x05, 0x05, 0],
  [0x0b, 0x0b, 0],
  [0x0c, 0x0d, 1],
  [0x0f, 0x0f, 0],
  [0x10, 0x10, 1],
  [0x11, 0x11, 2],
  [0x12, 0x12, 1],
  [0x13, 0x13, 2],
  [0x1a, 0x1b, 0],
  [0x20, 0x26, 1],
  [0x28, 0x3e, 2],
  [0x3f, 0x42, 1],
  [0x45, 0xc4, 0],
  [0xd0, 0xd0, 1],
  [0xd1, 0xd1, 0],
  [0xd2, 0xd2, 1],
]
/** The same beneath the prefix 0xfc: saturating truncation, memory and table in bulk. */
const BULK_NUMBERS = [0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 1, 2, 1, 2, 1, 1, 1]

const numbersOf = (opcode: number): number => {
  const row = NUMBERS.find(([from, to]) => opcode >= from && opcode <= to)
  if (!row) throw new Error(`an instruction that is not known here: 0x${opcode.toString(16)}`)
  return row[2]
}

function skipOthers(reader: Reader, opcode: number): boolean {
  if (opcode === 0x0e) for (let left = reader.number() + 1; left > 0; left--) reader.number()
  else if (opcode === 0x1c) for (let left = reader.number(); left > 0; left--) reader.number()
  else if (opcode === 0x43) reader.skip(4)
  else if (opcode === 0x44) reader.skip(8)
  else if (opcode === 0xfc) {
    const count = BULK_NUMBERS[reader.number()]
    if (count === undefined) throw new Error('an instruction that is not known here')
    for (let left = count; left > 0; left--) reader.number()
  } else return false
  return true
}

/** The functions and types that a body names. `reader` stands before its local variables. */
export function callsIn(reader: Reader, end: number): WasmCalls {
  const functions: number[] = []
  const types: number[] = []
  for (let groups = reader.number(); groups > 0; groups--) {
    reader.number()
    reader.number()
  }
  while (reader.at < end) {
    const opcode = reader.byte()
    if (skipOthers(reader, opcode)) continue
    const [first = 0] = Array.from({ length: numbersOf(opcode) }, () => reader.number())
    if (opcode === CALL || opcode === RETURN_CALL || opcode === REF_FUNC) functions.push(first)
    if (opcode === CALL_INDIRECT || opcode === RETURN_CALL_INDIRECT) types.push(first)
  }
  if (reader.at !== end) throw new Error('a body that does not end where it should')
  return { functions, types }
}
