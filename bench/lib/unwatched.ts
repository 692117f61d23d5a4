import type { Page } from '@playwright/test'

interface InnerPage {
  readonly delegate: {
    readonly _mainFrameSession: { readonly _client: { send(method: string): Promise<unknown> } }
  }
}
interface WithConnection {
  readonly _connection: { toImpl(page: Page): InnerPage }
}

/**
 * Playwright has the browser tell it of every request with the whole body in base64: that alone took a
 * core while a file was measured, and a raw channel makes no requests. It has no option for this.
 */
export async function stopWatchingRequests(page: Page): Promise<void> {
  const inner = (page as unknown as WithConnection)._connection.toImpl(page)
  await inner.delegate._mainFrameSession._client.send('Network.disable')
}
