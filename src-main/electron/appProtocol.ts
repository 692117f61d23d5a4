import type { Session } from 'electron'
import type { BulkRequest } from '../bridge/bulkChannel.ts'
import { appOrigin, appScheme, isAppUrl } from './appScheme.ts'
import { servePageFile } from './pageFiles.ts'
import { pageHeaders } from './pageHeaders.ts'

export interface AppProtocolOptions {
  /** Folder of the built pages. */
  readonly pages: string
  readonly bulk: (request: BulkRequest) => Promise<Response>
}

/** One piece of a file (1 MiB) and its framing; more is never sent at once. In bytes. */
const largestBody = 1024 * 1024 + 64 * 1024

const refuse = (status: number) => new Response(null, { status, headers: pageHeaders })

/** Serves `app://bundle/…`: the built pages, and the bulk routes of the host. */
export function serveApp(session: Session, { pages, bulk }: AppProtocolOptions): void {
  session.protocol.handle(appScheme, async (request) => {
    if (!isAppUrl(request.url)) return refuse(404)
    if (new URL(request.url).pathname.startsWith('/bulk/')) return serveBulk(request, bulk)
    return request.method === 'GET' ? servePageFile(pages, request.url) : refuse(405)
  })
}

async function serveBulk(request: Request, bulk: AppProtocolOptions['bulk']): Promise<Response> {
  const { method, url, headers } = request
  // A page of another origin could make requests, too, if one ever came to be shown.
  const origin = headers.get('origin')
  if (origin !== null && origin !== appOrigin) return refuse(403)
  if (Number(headers.get('content-length') ?? 0) > largestBody) return refuse(413)
  const body = request.body ? new Uint8Array(await request.arrayBuffer()) : null
  if (body && body.length > largestBody) return refuse(413)
  return bulk({ method, url, headers: [...headers], body })
}
