import { servePageFile } from '../electron/pageFiles.ts'
import { pageHeaders } from '../electron/pageHeaders.ts'

/** The headers of every answer; nobody else's page may show, embed or read any of them. */
export const strictHeaders = {
  ...pageHeaders,
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const

const PAGE = '/browser.html'

/** The names of the built assets hold their hash. */
const forEver = { 'Cache-Control': 'private, max-age=31536000, immutable' }

/** The page itself at `/`, and what it loads. The desktop's pages are not served here. */
export async function serveStatic(pages: string, url: URL): Promise<Response> {
  const path = url.pathname === '/' ? PAGE : url.pathname
  if (path.endsWith('.html') && path !== PAGE)
    return new Response(null, { status: 404, headers: strictHeaders })
  const file = await servePageFile(pages, new URL(path, url).href)
  const headers = {
    ...Object.fromEntries(file.headers),
    ...lower(strictHeaders),
    ...(file.ok && path.startsWith('/assets/') ? lower(forEver) : {}),
  }
  return new Response(file.body, { status: file.status, headers })
}

const lower = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
