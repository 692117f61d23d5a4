import '../ui/styles.ts'
import '@fontsource-variable/atkinson-hyperlegible-mono/wght.css'
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css'
import '@fontsource-variable/literata/opsz.css'
import { useEffect, useState } from 'react'
import { type BrowserHostState, connectToBrowserHost } from '../bridge/browserHost.ts'
import { FoyerApp } from '../features/app/FoyerApp.tsx'
import { NoSession, Opening } from '../features/entrance/Closed.tsx'
import type { Connection } from '../state/client.ts'
import { preferredLanguage } from '../state/i18n.ts'
import { rememberedLanguage } from '../state/preferences.ts'
import { en } from '../translations/en/index.ts'
import { browserRtc, keepTransport } from '../transport/keepTransport.ts'
import { startPage } from '../ui/startPage.tsx'
import { ThemeProvider } from '../ui/ThemeProvider.tsx'

/** A tab of the browser host: the app, and one of the pages that may hold the connections. */
function BrowserPage() {
  const [link, setLink] = useState<BrowserHostState>({ state: 'connecting' })
  const [connection, setConnection] = useState<Connection>()

  useEffect(
    () =>
      connectToBrowserHost((next) => {
        setLink(next)
        if (next.state === 'connected') setConnection(next)
      }),
    [],
  )
  useEffect(() => {
    if (connection) return keepTransport({ ...connection, rtc: browserRtc })
  }, [connection])

  if (link.state === 'noSession' || !connection) {
    return (
      <ThemeProvider keep>{link.state === 'noSession' ? <NoSession /> : <Opening />}</ThemeProvider>
    )
  }
  return <FoyerApp connection={connection} reconnecting={link.state === 'connecting'} />
}

void startPage(rememberedLanguage() ?? preferredLanguage(navigator.languages), <BrowserPage />, en)
