import { decodeMessage, encodeMessage } from '../../src-core/bridge/messageCodec.ts'
import type { RowChange } from '../../src-core/ports/memory/index.ts'

/** Seals single rows under one key. */
export interface RowSeal {
  /** With a random nonce of its own. */
  seal(row: RowChange): Promise<Uint8Array>
  /** Undefined where the bytes were not sealed under this key, or were altered. */
  open(sealed: Uint8Array): Promise<RowChange | undefined>
}

const NONCE_BYTES = 12
const label = new TextEncoder().encode('foyer/v1/keptRow')

/** Under AES-256-GCM, what browsers have for keys that cannot be taken out of them. */
export function createRowSeal(key: CryptoKey): RowSeal {
  const algorithm = (iv: Uint8Array<ArrayBuffer>) => ({
    name: 'AES-GCM',
    iv,
    additionalData: label,
  })
  return {
    async seal({ place, value }) {
      const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES))
      const bytes = encodeMessage([place, value])
      const text = await crypto.subtle.encrypt(algorithm(nonce), key, bytes as BufferSource)
      const sealed = new Uint8Array(NONCE_BYTES + text.byteLength)
      sealed.set(nonce)
      sealed.set(new Uint8Array(text), NONCE_BYTES)
      return sealed
    },
    async open(sealed) {
      const nonce = sealed.slice(0, NONCE_BYTES)
      const text = sealed.slice(NONCE_BYTES)
      try {
        const bytes = await crypto.subtle.decrypt(algorithm(nonce), key, text)
        const [place, value] = decodeMessage(new Uint8Array(bytes)) as [RowChange['place'], unknown]
        return { place, value }
      } catch {
        return undefined
      }
    },
  }
}

/** A key that no script, this one included, can read. */
export const createRowKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])

/** The same from 32 bytes that somebody else holds. */
export const rowKeyOf = (bytes: Uint8Array): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', bytes as BufferSource, 'AES-GCM', false, ['encrypt', 'decrypt'])
