import { describe, expect, it } from 'vitest'
import { FoyerError } from '../../../src-core/base/errors.ts'
import type { FileId, ItemId, SpaceId } from '../../../src-core/base/ids.ts'
import { PIECE_BYTES } from '../../../src-core/bridge/bulk.ts'
import { createUploads, type Outgoing } from './uploads.ts'

const spaceId = 's'.repeat(43) as SpaceId
const until = async (holds: () => boolean) => {
  for (let tries = 0; tries < 500 && !holds(); tries += 1)
    await new Promise((r) => setTimeout(r, 1))
  expect(holds()).toBe(true)
}
const outgoing = (name: string, bytes: number): Outgoing => ({
  name,
  mime: 'application/pdf',
  content: new Blob([new Uint8Array(bytes).fill(7)]),
  picture: null,
  removed: [],
})

function createHost() {
  const stored = new Map<string, number[]>()
  const finished: string[] = []
  const cancelled: string[] = []
  let pieces = 0
  let gate: Promise<void> = Promise.resolve()
  let failure: Error | undefined
  return {
    stored,
    finished,
    cancelled,
    get pieces() {
      return pieces
    },
    fail: (error: Error | undefined) => {
      failure = error
    },
    holdUntil: (promise: Promise<void>) => {
      gate = promise
    },
    files: {
      begin: async ({ name }: { name: string }) => {
        stored.set(name, [])
        return { fileId: name as FileId, pieceBytes: PIECE_BYTES }
      },
      finish: async ({ fileId }: { fileId: FileId }) => {
        finished.push(fileId)
        return { itemId: 'i' as ItemId }
      },
      cancel: async ({ fileId }: { fileId: FileId }) => {
        cancelled.push(fileId)
        return undefined
      },
    },
    bulk: {
      putPiece: async (_space: SpaceId, fileId: FileId, offset: number, piece: Uint8Array) => {
        pieces += 1
        await gate
        if (failure) throw failure
        const sizes = stored.get(fileId) ?? []
        expect(offset).toBe(sizes.reduce((sum, size) => sum + size, 0))
        sizes.push(piece.length)
      },
    },
  }
}

describe('uploads', () => {
  it('send files one after the other in pieces of at most 1 MiB', async () => {
    const host = createHost()
    const uploads = createUploads({ files: host.files, bulk: host.bulk })
    uploads.add(spaceId, [outgoing('plan.pdf', 2.5 * PIECE_BYTES), outgoing('note.pdf', 10)])
    await until(() => host.finished.length === 2)
    expect(host.stored.get('plan.pdf')).toEqual([PIECE_BYTES, PIECE_BYTES, PIECE_BYTES / 2])
    expect(host.finished).toEqual(['plan.pdf', 'note.pdf'])
    expect(uploads.list(spaceId)).toEqual([])
  })

  it('pause and go on from the last byte the host has', async () => {
    const host = createHost()
    let open = () => {}
    host.holdUntil(new Promise((resolve) => (open = resolve)))
    const uploads = createUploads({ files: host.files, bulk: host.bulk })
    uploads.add(spaceId, [outgoing('plan.pdf', 3 * PIECE_BYTES)])
    const id = uploads.list(spaceId)[0]?.id ?? 0
    await until(() => host.pieces === 1)
    uploads.pause(id)
    open()
    await until(() => uploads.list(spaceId)[0]?.sentBytes === PIECE_BYTES)
    expect(host.finished).toEqual([])
    uploads.resume(id)
    await until(() => host.finished.length === 1)
  })

  it('keep a file that failed, with the reason, and try it again from there', async () => {
    const host = createHost()
    const uploads = createUploads({ files: host.files, bulk: host.bulk })
    host.fail(new FoyerError('DISK_FULL'))
    uploads.add(spaceId, [outgoing('plan.pdf', 10)])
    await until(() => uploads.list(spaceId)[0]?.state === 'failed')
    expect(uploads.list(spaceId)[0]?.failure?.code).toBe('DISK_FULL')
    host.fail(undefined)
    uploads.resume(uploads.list(spaceId)[0]?.id ?? 0)
    await until(() => host.finished.length === 1)
  })

  it('stop tells the host and posts nothing', async () => {
    const host = createHost()
    let open = () => {}
    host.holdUntil(new Promise((resolve) => (open = resolve)))
    const uploads = createUploads({ files: host.files, bulk: host.bulk })
    uploads.add(spaceId, [outgoing('plan.pdf', 10)])
    await until(() => host.pieces === 1)
    await until(() => uploads.list(spaceId).length === 1)
    uploads.stop(uploads.list(spaceId)[0]?.id ?? 0)
    open()
    await until(() => host.cancelled.length === 1)
    expect(host.finished).toEqual([])
    expect(uploads.list(spaceId)).toEqual([])
  })
})
