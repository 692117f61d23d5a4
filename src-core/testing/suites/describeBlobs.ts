import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Blobs } from '../../ports/index.ts'

export interface OpenBlobs {
  readonly blobs: Blobs
  dispose(): void
}

/** Acceptance suite of the `Blobs` port. */
export function describeBlobs(name: string, open: () => OpenBlobs): void {
  describe(`${name} as Blobs`, () => {
    const one = '1f'.repeat(32)
    const two = '2e'.repeat(32)
    let opened: OpenBlobs
    beforeEach(() => {
      opened = open()
    })
    afterEach(() => opened.dispose())

    it('gives back what was written, and nothing for what was not', () => {
      const chunk = Uint8Array.from({ length: 300_000 }, (_, i) => i % 251)
      opened.blobs.write(one, chunk)
      opened.blobs.write(two, new Uint8Array())
      expect(opened.blobs.read(one)).toEqual(chunk)
      expect(opened.blobs.read(two)).toEqual(new Uint8Array())
      expect([opened.blobs.has(one), opened.blobs.has(two)]).toEqual([true, true])
      expect(opened.blobs.has('3d'.repeat(32))).toBe(false)
      expect(opened.blobs.read('3d'.repeat(32))).toBeUndefined()
    })

    it('counts bytes held, each chunk once', () => {
      opened.blobs.write(one, new Uint8Array(100))
      opened.blobs.write(one, new Uint8Array(100))
      opened.blobs.write(two, new Uint8Array(20))
      expect(opened.blobs.usedBytes()).toBe(120)
      opened.blobs.remove(one)
      opened.blobs.remove(one)
      expect(opened.blobs.usedBytes()).toBe(20)
      expect(opened.blobs.has(one)).toBe(false)
    })

    it('has a chunk at once, while it is flushed and after, and one removed meanwhile never again', async () => {
      const { blobs } = opened
      blobs.write(one, new Uint8Array([1]))
      const flushed = blobs.flush?.()
      blobs.write(two, new Uint8Array([2]))
      blobs.remove(one)
      expect([blobs.has(one), blobs.read(two)]).toEqual([false, new Uint8Array([2])])
      await Promise.all([flushed, blobs.flush?.()])
      expect([blobs.read(one), blobs.read(two)]).toEqual([undefined, new Uint8Array([2])])
      blobs.write(one, new Uint8Array([3]))
      await blobs.flush?.()
      expect(blobs.read(one)).toEqual(new Uint8Array([3]))
      expect(blobs.usedBytes()).toBe(2)
    })

    it('does not change with what the caller does to the bytes it wrote', () => {
      const chunk = new Uint8Array([1, 2, 3])
      opened.blobs.write(one, chunk)
      chunk.fill(0)
      expect(opened.blobs.read(one)).toEqual(new Uint8Array([1, 2, 3]))
    })
  })
}
