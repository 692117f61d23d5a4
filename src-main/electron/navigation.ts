import type { App, Event, Shell, WebContents } from 'electron'
import { isAppUrl } from './appScheme.ts'

/** The longest address handed to the system's browser, in characters. */
const longestUrl = 8192

/** Hands a link to the system's browser: https only, nothing that could name a local program. */
export function openOutside(shell: Shell, url: string): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  const isPlain = parsed?.protocol === 'https:' && parsed.username === '' && parsed.password === ''
  if (isPlain && url.length <= longestUrl) void shell.openExternal(parsed.href)
}

/** Pages stay on the app's own addresses, open no windows and embed no other contents. */
export function guardNavigation(app: App, shell: Shell): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.setWindowOpenHandler(({ url }) => {
      openOutside(shell, url)
      return { action: 'deny' }
    })
    const stay = (event: Event<{ url: string }>) => {
      if (!isAppUrl(event.url)) event.preventDefault()
    }
    contents.on('will-navigate', stay)
    contents.on('will-frame-navigate', stay)
    contents.on('will-redirect', stay)
    contents.on('will-attach-webview', (event) => event.preventDefault())
  })
}
