import type { FileId, SpaceId } from '../../src-core/base/ids.ts'
import { PIECE_BYTES } from '../../src-core/bridge/bulk.ts'
import type { BulkHost } from './bulkHost.ts'
import { parseByteRange } from './byteRange.ts'

/** A file must never run as a page of this origin, whatever it contains. */
const inert = {
  'Content-Type': 'application/octet-stream',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
  'Accept-Ranges': 'bytes',
}

/** RFC 6266 and RFC 8187. */
const attachment = (name: string) =>
  `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )}`

/** The whole file, or the range asked for, read piece by piece as fast as it is taken. */
export function download(
  host: BulkHost,
  spaceId: SpaceId,
  fileId: FileId,
  request: Pick<Request, 'headers'>,
): Response {
  const { name, sizeBytes } = host.fileInfo(spaceId, fileId)
  const range = parseByteRange(request.headers.get('range'), sizeBytes)
  if (range === 'unsatisfiable')
    return new Response(null, {
      status: 416,
      headers: { ...inert, 'Content-Range': `bytes */${sizeBytes}` },
    })
  const { start, end } = range ?? { start: 0, end: sizeBytes - 1 }
  const headers = {
    ...inert,
    'Content-Disposition': attachment(name),
    'Content-Length': String(end - start + 1),
    ...(range && { 'Content-Range': `bytes ${start}-${end}/${sizeBytes}` }),
  }
  let offset = start
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const length = Math.min(PIECE_BYTES, end + 1 - offset)
        if (length <= 0) return controller.close()
        const piece = await host.readPiece(spaceId, fileId, offset, length)
        if (piece.length === 0) throw new Error('the file ended early')
        offset += piece.length
        controller.enqueue(piece)
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, { status: range ? 206 : 200, headers })
}
