import type { App, Event, Shell, WebContents } from 'electron'
import { isAppUrl } from './appScheme.ts'
import { openOutside } from './openOutside.ts'

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
