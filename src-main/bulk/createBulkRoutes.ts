import { FoyerError } from '../../src-core/base/errors.ts'
import { PIECE_BYTES } from '../../src-core/bridge/bulk.ts'
import { parseInput, toFailure } from '../../src-core/bridge/failure.ts'
import { count, fileId, linkId, spaceId } from '../../src-core/bridge/schemas.ts'
import type { BulkHost } from './bulkHost.ts'
import { download } from './download.ts'

/** What the routes read of a request. */
export type BulkQuestion = Pick<Request, 'method' | 'url' | 'headers' | 'bytes'>
/** A `Response` is one; long bytes go as they are, because a `Response` copies them twice. */
export interface BulkAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array | ReadableStream<Uint8Array> | null
}
export type BulkRoutes = (request: BulkQuestion) => Promise<BulkAnswer>

/** Largest body a bulk route takes: a piece, or frames with their lengths. In bytes. */
export const MAX_BULK_BODY_BYTES = PIECE_BYTES + 64 * 1024

const statuses: Readonly<Record<string, number>> = {
  INTERNAL: 500,
  NOT_FOUND: 404,
  NOT_ALLOWED: 403,
  TOO_LARGE: 413,
  LOCKED: 423,
  FILE_INCOMPLETE: 409,
  DISK_FULL: 507,
}

/**
 * The bulk routes, for the shell's `app://` as for the browser host; whoever calls this has checked who
 * asks. Failures are answered as `{code, message, details?}` in JSON.
 *
 *   PUT /bulk/files/SPACE/FILE?offset=N          a piece        GET …?offset=N&length=M
 *   GET /bulk/download/SPACE/FILE                the whole file, with Range
 *   GET /bulk/frames/LINK                        frames to send  PUT frames that arrived
 */
export function createBulkRoutes(
  host: BulkHost,
  onError: (error: unknown, route: string) => void,
): BulkRoutes {
  return async (request) => {
    try {
      return await route(host, request)
    } catch (error) {
      if (!(error instanceof FoyerError)) onError(error, 'bulk')
      const failure = toFailure(error)
      return Response.json(failure, { status: statuses[failure.code] ?? 400, headers: noStore })
    }
  }
}

const noStore = { 'Cache-Control': 'no-store' }
const done = () => new Response(null, { status: 204, headers: noStore })
const bytes = (body: Uint8Array): BulkAnswer => ({
  status: 200,
  headers: new Headers({
    ...noStore,
    'Content-Type': 'application/octet-stream',
    'Content-Length': String(body.length),
  }),
  body,
})

async function route(host: BulkHost, request: BulkQuestion): Promise<BulkAnswer> {
  const { pathname, searchParams } = new URL(request.url)
  const [, , kind, first, second] = pathname.split('/')
  const number = (name: string) => parseInput(count, Number(searchParams.get(name) ?? Number.NaN))
  const method = `${request.method} ${kind}`
  if (method === 'GET frames') return bytes(await host.takeFrames(parseInput(linkId, first)))
  if (method === 'PUT frames') {
    await host.putFrames(parseInput(linkId, first), await readBody(request))
    return done()
  }
  const space = parseInput(spaceId, first)
  const file = parseInput(fileId, second)
  if (method === 'GET download') return download(host, space, file, request)
  if (method === 'PUT files') {
    const offset = number('offset')
    await host.putPiece(space, file, offset, await readBody(request))
    return done()
  }
  if (method !== 'GET files') throw new FoyerError('NOT_FOUND')
  const length = Math.min(number('length'), PIECE_BYTES)
  return bytes(await host.readPiece(space, file, number('offset'), length))
}

async function readBody(request: BulkQuestion): Promise<Uint8Array> {
  const body = await request.bytes()
  if (body.length > MAX_BULK_BODY_BYTES) throw new FoyerError('TOO_LARGE', { field: 'body' })
  return body
}
