import { realpath, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join, normalize, resolve, sep } from 'node:path'
import { chooseEncoding, type GuestFile, loadGuestFile } from './guestFile.ts'
import { missingGuestPage } from './missingGuestPage.ts'
import { guestHeaders } from './securityHeaders.ts'

export interface GuestPage {
  /** Answers if the path belongs to the guest page. `path` is decoded and starts with a slash. */
  serve(path: string, request: IncomingMessage, response: ServerResponse): boolean
}

const entryNames = ['index.html', 'guest.html']
const immutable = 'public, max-age=31536000, immutable'

interface CachedFile {
  readonly version: string
  readonly file: Promise<GuestFile | undefined>
}

/**
 * Serves a built folder under `/join`: the page at `/join` itself, its files below it, and
 * `/assets/…` too, because a page at `/join` (without a slash) resolves `./assets` there.
 */
export function createGuestPage(guestDir: string): GuestPage {
  const root = resolve(guestDir)
  const cache = new Map<string, CachedFile>()

  const load = async (path: string): Promise<GuestFile | undefined> => {
    const facts = await stat(path).catch(() => undefined)
    if (!facts?.isFile() || !(await isReallyInside(root, path))) {
      cache.delete(path)
      return undefined
    }
    const version = `${facts.mtimeMs}-${facts.size}`
    const cached = cache.get(path)
    if (cached?.version === version) return cached.file
    const file = loadGuestFile(path)
    cache.set(path, { version, file })
    return file
  }

  const loadEntry = async (): Promise<GuestFile | undefined> => {
    for (const name of entryNames) {
      const file = await load(join(root, name))
      if (file) return file
    }
    return undefined
  }

  return {
    serve(path, request, response) {
      const inside = pathInside(path)
      if (inside === undefined) return false
      const isEntry = inside === ''
      const target = isEntry ? undefined : fileInside(root, inside)
      const loading = isEntry ? loadEntry() : target ? load(target) : Promise.resolve(undefined)
      loading
        .then((file) => {
          if (file) sendFile(file, request, response)
          else sendMissing(isEntry, response)
        })
        .catch(() => response.destroy())
      return true
    },
  }
}

/** The part of a path below the guest folder, or nothing if it is not the guest page's. */
function pathInside(path: string): string | undefined {
  if (path === '/join' || path === '/join/') return ''
  if (path.startsWith('/join/')) return path.slice('/join/'.length)
  return path.startsWith('/assets/') ? path.slice(1) : undefined
}

function fileInside(root: string, inside: string): string | undefined {
  const path = normalize(join(root, inside))
  const isHidden = inside.split('/').some((part) => part.startsWith('.'))
  return path.startsWith(root + sep) && !isHidden ? path : undefined
}

/** Whether no symbolic link leads out of the folder. */
async function isReallyInside(root: string, path: string): Promise<boolean> {
  const [realRoot, realFile] = await Promise.all([realpath(root), realpath(path)])
  return realFile.startsWith(realRoot + sep)
}

function sendFile(file: GuestFile, request: IncomingMessage, response: ServerResponse): void {
  const encoding = chooseEncoding(header(request, 'accept-encoding'), file)
  const etag = `"${file.etag}-${encoding}"`
  const headers = {
    ...guestHeaders,
    'Content-Type': file.type,
    'Cache-Control': cachingOf(file),
    ETag: etag,
    Vary: 'Accept-Encoding',
    ...(encoding === 'identity' ? {} : { 'Content-Encoding': encoding }),
  }
  if (header(request, 'if-none-match') === etag) {
    response.writeHead(304, headers)
    response.end()
    return
  }
  const body = file.forms[encoding] ?? file.forms.identity
  response.writeHead(200, { ...headers, 'Content-Length': body.length })
  response.end(body)
}

/** The page itself is never kept: the next visit must see a repaired one. */
function cachingOf(file: GuestFile): string {
  if (file.type.startsWith('text/html')) return 'no-store'
  return file.isHashed ? immutable : 'no-cache'
}

function sendMissing(isEntry: boolean, response: ServerResponse): void {
  response.writeHead(isEntry ? 503 : 404, {
    ...guestHeaders,
    'Content-Type': isEntry ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
  })
  response.end(isEntry ? missingGuestPage : 'Nothing is here.\n')
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(',') : value
}
