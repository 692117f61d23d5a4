import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { FoyerError } from '../../src-core/base/errors.ts'
import type { BulkAnswer, BulkQuestion } from '../bulk/createBulkRoutes.ts'

/** The whole body; throws FoyerError TOO_LARGE as soon as there is more than `maxBytes`. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes)
    throw new FoyerError('TOO_LARGE', { field: 'body' })
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > maxBytes) throw new FoyerError('TOO_LARGE', { field: 'body' })
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** A request of Node's server for the bulk routes; its body is handed on as it is, `Request` copies it twice. */
export function toBulkQuestion(
  message: IncomingMessage,
  origin: string,
  body: Buffer,
): BulkQuestion {
  const headers = new Headers()
  const { range } = message.headers
  if (range) headers.set('range', range)
  return {
    method: message.method ?? 'GET',
    url: new URL(message.url ?? '/', origin).href,
    headers,
    bytes: async () => new Uint8Array(body.buffer as ArrayBuffer, body.byteOffset, body.byteLength),
  }
}

/** Up to here a body is sent at once; streaming one costs several times as much. */
const SMALL_BYTES = 2 * 1024 * 1024

/** Sends the web's answer over Node's; stops reading its body when the other side goes away. */
export async function sendWebResponse(answer: BulkAnswer, out: ServerResponse): Promise<void> {
  out.writeHead(answer.status, Object.fromEntries(answer.headers))
  if (!answer.body || answer.body instanceof Uint8Array) {
    out.end(answer.body)
    return
  }
  if (
    answer instanceof Response &&
    Number(answer.headers.get('content-length') ?? Infinity) <= SMALL_BYTES
  ) {
    out.end(new Uint8Array(await answer.arrayBuffer()))
    return
  }
  const body = Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0])
  // A reader that went away is no failure of ours; the body is cancelled with it.
  await pipeline(body, out).catch(() => out.destroy())
}
