import { readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { pageHeaders } from './pageHeaders.ts'

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

/**
 * The file an address means, or undefined if it means none inside `folder`. Every segment is decoded
 * once and must be a plain name, so that no spelling of `..` or of a separator leads out.
 */
export function resolvePageFile(folder: string, url: string): string | undefined {
  const segments = new URL(url).pathname.split('/').slice(1).map(decodeSegment)
  const isPlain = (segment: string | undefined) =>
    segment !== undefined && /^[\w@-][\w@.-]*$/.test(segment) && !segment.includes('..')
  if (!segments.every(isPlain)) return undefined
  const file = join(folder, ...(segments as string[]))
  const isServed = file.startsWith(folder + sep) && extname(file) in contentTypes
  return isServed ? file : undefined
}

function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}

/** Answers with a file of the built pages, or 404. */
export async function servePageFile(folder: string, url: string): Promise<Response> {
  const file = resolvePageFile(folder, url)
  const content = file && (await readFile(file).catch(() => undefined))
  if (!content) return new Response('Nothing is here.\n', { status: 404, headers: pageHeaders })
  const type = contentTypes[extname(file)] ?? 'application/octet-stream'
  return new Response(content, { headers: { ...pageHeaders, 'Content-Type': type } })
}
