import { FoyerError } from '../../src-core/base/errors.ts'
import type { FileId, LinkId, SpaceId } from '../../src-core/base/ids.ts'
import type { Bulk } from '../../src-core/bridge/bulk.ts'
import { fromFailure } from '../../src-core/bridge/failure.ts'

export interface FetchBulkOptions {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>
  /** The browser host's session; the desktop's pages need none. */
  readonly session?: { readonly token: string; readonly ticket: () => string }
}

const filePath = (kind: 'files' | 'download', spaceId: SpaceId, fileId: FileId) =>
  `/bulk/${kind}/${spaceId}/${fileId}`

/** `Bulk` by `fetch` on the host's own origin (src-main/bulk). Rejects with FoyerErrors. */
export function createFetchBulk({ fetch, session }: FetchBulkOptions): Bulk {
  const headers = session ? { Authorization: `Bearer ${session.token}` } : {}

  async function ask(path: string, init: RequestInit = {}): Promise<Uint8Array> {
    const response = await fetch(path, { ...init, headers }).catch(() => {
      throw new FoyerError('CLOSED')
    })
    if (response.ok) return new Uint8Array(await response.arrayBuffer())
    const failure = await response.json().catch(() => ({ code: 'CLOSED' }))
    throw fromFailure(failure as { code: string })
  }
  const put = async (path: string, body: Uint8Array) => {
    await ask(path, { method: 'PUT', body: body as Uint8Array<ArrayBuffer> })
  }

  return {
    putPiece: (spaceId, fileId, offset, piece) =>
      put(`${filePath('files', spaceId, fileId)}?offset=${offset}`, piece),
    readPiece: (spaceId, fileId, offset, length) =>
      ask(`${filePath('files', spaceId, fileId)}?offset=${offset}&length=${length}`),
    downloadUrl(spaceId, fileId) {
      const path = filePath('download', spaceId, fileId)
      return session ? `${path}?ticket=${session.ticket()}` : path
    },
    takeFrames: (linkId: LinkId) => ask(`/bulk/frames/${linkId}`),
    putFrames: (linkId, frames) => put(`/bulk/frames/${linkId}`, frames),
  }
}
