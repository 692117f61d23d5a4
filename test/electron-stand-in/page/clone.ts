/**
 * Structured clone as JSON text, the same code in Node and in the page (there as source text, so it
 * may use nothing from outside itself). What cannot be cloned throws as in Electron; what Electron
 * can clone and this cannot (cycles, RegExp, …) throws too.
 */
export function createCloneCodec() {
  type Tagged = readonly [tag: string, ...rest: unknown[]]
  const hasBuffer = typeof Buffer !== 'undefined'
  const views: Record<string, new (buffer: ArrayBuffer) => ArrayBufferView> = {
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
  }

  const toText = (bytes: Uint8Array): string => {
    if (hasBuffer) {
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
    }
    let text = ''
    for (let at = 0; at < bytes.length; at += 0x8000) {
      text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
    }
    return btoa(text)
  }
  const toBuffer = (text: string): ArrayBuffer => {
    const bytes = hasBuffer
      ? Buffer.from(text, 'base64')
      : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
    return Uint8Array.from(bytes).buffer
  }
  const refuse = (what: string): never => {
    throw new Error(`An object could not be cloned. (${what})`)
  }

  const encodeObject = (value: object, path: readonly object[]): Tagged => {
    if (path.includes(value)) refuse('a cycle, which the stand-in does not know')
    const inner = [...path, value]
    const kind = Object.prototype.toString.call(value).slice(8, -1)
    if (Array.isArray(value)) return ['array', ...value.map((one) => encode(one, inner))]
    if (ArrayBuffer.isView(value)) {
      return [
        'view',
        kind,
        toText(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)),
      ]
    }
    if (value instanceof ArrayBuffer || kind === 'ArrayBuffer') {
      return ['buffer', toText(new Uint8Array(value as ArrayBuffer))]
    }
    if (value instanceof Date) return ['date', value.getTime()]
    if (value instanceof Error) return ['error', value.name, value.message]
    if (value instanceof Map) {
      return ['map', ...[...value].map(([key, one]) => [encode(key, inner), encode(one, inner)])]
    }
    if (value instanceof Set) return ['set', ...[...value].map((one) => encode(one, inner))]
    if (kind !== 'Object') return refuse(kind)
    return ['object', ...Object.entries(value).map(([key, one]) => [key, encode(one, inner)])]
  }

  const encode = (value: unknown, path: readonly object[]): unknown => {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value
      case 'number':
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : ['number', Object.is(value, -0) ? '-0' : String(value)]
      case 'bigint':
        return ['bigint', String(value)]
      case 'undefined':
        return ['undefined']
      case 'object':
        return value === null ? null : encodeObject(value, path)
      default:
        return refuse(typeof value)
    }
  }

  const decode = (value: unknown): unknown => {
    if (!Array.isArray(value)) return value
    const [tag, ...rest] = value
    switch (tag) {
      case 'undefined':
        return undefined
      case 'number':
        return Number(rest[0])
      case 'bigint':
        return BigInt(rest[0])
      case 'array':
        return rest.map(decode)
      case 'view': {
        const View = views[rest[0]]
        return View ? new View(toBuffer(rest[1])) : refuse(rest[0])
      }
      case 'buffer':
        return toBuffer(rest[0])
      case 'date':
        return new Date(rest[0])
      case 'error':
        return Object.assign(new Error(rest[1]), { name: rest[0] })
      case 'map':
        return new Map(rest.map(([key, one]) => [decode(key), decode(one)]))
      case 'set':
        return new Set(rest.map(decode))
      case 'object':
        return Object.fromEntries(rest.map(([key, one]) => [key, decode(one)]))
      default:
        return refuse(String(tag))
    }
  }

  return {
    encode: (value: unknown): string => JSON.stringify(encode(value, [])),
    decode: (text: string): unknown => decode(JSON.parse(text)),
  }
}

export type CloneCodec = ReturnType<typeof createCloneCodec>
