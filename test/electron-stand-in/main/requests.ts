import { schemeOf, toElectron } from './appUrls.ts'
import { record } from './record.ts'
import { chromium, createEvent, state } from './state.ts'
import { allContents, type StandInContents } from './webContents.ts'

interface PausedRequest {
  readonly requestId: string
  readonly frameId: string
  readonly resourceType: string
  readonly redirectedRequestId?: string
  readonly request: {
    readonly url: string
    readonly method: string
    readonly headers: Record<string, string>
    readonly hasPostData?: boolean
    readonly postDataEntries?: readonly { readonly bytes?: string }[]
  }
}

type Refusal = 'Aborted' | 'AddressUnreachable' | 'BlockedByClient' | 'Failed'

/** Answers a request of a page as Electron's protocol handler would. */
export async function answerRequest(paused: PausedRequest): Promise<void> {
  const { requestId, request } = paused
  const refuse = (errorReason: Refusal) =>
    chromium().root.tell('Fetch.failRequest', { requestId, errorReason })
  const url = toElectron(request.url)
  try {
    const contents = allContents().find((one) => one.targetId === paused.frameId)
    if (contents && !mayNavigate(contents, paused, url)) return refuse('Aborted')
    if (url === request.url) {
      // A window that a page has opened is about to be closed; its request is nobody's.
      if (allContents().some((one) => one.ownsFrame(paused.frameId))) {
        record.foreignRequests.push(url)
      }
      return refuse('BlockedByClient')
    }
    const refusal = privilegeProblem(paused, url)
    if (refusal) return refuse(refusal)
    await fulfil(paused, url)
  } catch (error) {
    if (!state.isQuitting) record.warnings.push(`request for ${url}: ${String(error)}`)
    refuse('Failed')
  }
}

/** A navigation that the page began itself is the app's to allow. */
function mayNavigate(contents: StandInContents, paused: PausedRequest, url: string): boolean {
  if (paused.resourceType !== 'Document') return true
  const isOwn = contents.expectedUrl === paused.request.url
  contents.expectedUrl = undefined
  if (isOwn || paused.redirectedRequestId || contents.getURL() === url) return true
  const event = createEvent({ url, isMainFrame: true, isSameDocument: false })
  contents.emitter.emit('will-navigate', event, url)
  if (!event.defaultPrevented) record.warnings.push(`the page navigated to ${url}`)
  return !event.defaultPrevented
}

function privilegeProblem({ resourceType }: PausedRequest, url: string): Refusal | undefined {
  const privileges = state.schemes.get(schemeOf(url))
  const isFetch = ['Fetch', 'XHR'].includes(resourceType)
  if (isFetch && !privileges?.supportFetchAPI) {
    record.warnings.push(`fetch(${url}): the scheme lacks supportFetchAPI`)
    return 'BlockedByClient'
  }
  if (resourceType === 'Media' && !privileges?.stream) {
    record.warnings.push(`media ${url}: the scheme lacks stream`)
    return 'BlockedByClient'
  }
  return undefined
}

async function fulfil({ requestId, request, frameId }: PausedRequest, url: string): Promise<void> {
  const contents = allContents().find((one) => one.ownsFrame(frameId)) ?? allContents()[0]
  const handler = contents?.parts.handlers.get(schemeOf(url))
  if (!handler) {
    chromium().root.tell('Fetch.failRequest', { requestId, errorReason: 'AddressUnreachable' })
    return
  }
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
    name,
    /^(origin|referer)$/i.test(name) ? toElectron(value) : value,
  ])
  const body = readBody(request)
  const asked = new Request(url, { method: request.method, headers, ...(body && { body }) })
  const answer = await handler(asked)
  const bytes = Buffer.from(await answer.arrayBuffer())
  await chromium().root.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: answer.status,
    responseHeaders: [...answer.headers].map(([name, value]) => ({ name, value })),
    body: bytes.toString('base64'),
  })
}

function readBody({ hasPostData, postDataEntries }: PausedRequest['request']) {
  if (!hasPostData) return undefined
  const pieces = (postDataEntries ?? []).map(({ bytes }) => {
    // Chromium keeps blobs to itself; an empty body would be a wrong answer.
    if (bytes === undefined) throw new Error('[stand-in] a Blob as a request body')
    return Buffer.from(bytes, 'base64')
  })
  return Buffer.concat(pieces)
}
