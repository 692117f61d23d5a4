import type { IncomingMessage, ServerResponse } from 'node:http'
import { statusHeaders } from '../securityHeaders.ts'
import type { StatusFacts } from './statusFacts.ts'
import { loadStatusFile } from './statusFiles.ts'
import { renderStatusPage } from './statusPage.ts'

export interface StatusPage {
  /** Answers with the page, to a browser; whether it did. */
  servePage(request: IncomingMessage, response: ServerResponse): boolean
  /** Answers if the path is one of the page's files. */
  serveFile(path: string, response: ServerResponse): boolean
}

const prefix = '/status/'

export const createStatus = (facts: () => StatusFacts): StatusPage => ({
  servePage(request, response) {
    // Programs that ask for the state of a relay want a sentence.
    if (!String(request.headers.accept ?? '').includes('text/html')) return false
    response.writeHead(200, { ...statusHeaders, 'Content-Type': 'text/html; charset=utf-8' })
    response.end(renderStatusPage(facts()))
    return true
  },
  serveFile(path, response) {
    if (!path.startsWith(prefix)) return false
    loadStatusFile(path.slice(prefix.length))
      .then((file) => {
        const type = file?.type ?? 'text/plain; charset=utf-8'
        response.writeHead(file ? 200 : 404, { ...statusHeaders, 'Content-Type': type })
        response.end(file?.body ?? 'Nothing is here.\n')
      })
      .catch(() => response.destroy())
    return true
  },
})
