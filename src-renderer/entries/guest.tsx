import '../ui/visitorStyles.ts'
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css'
import '@fontsource-variable/literata/wght.css'
import { startGuestHost } from '../bridge/guestHost.ts'
import { GuestApp } from '../features/guest/GuestApp.tsx'
import { forgetGuestLink, takeGuestLink } from '../features/guest/guestLink.ts'
import { preferredLanguage } from '../state/i18n.ts'
import { startPage } from '../ui/startPage.tsx'

/** Some browsers forbid even to look at the tab's storage. */
function tabStorage(): Storage | undefined {
  try {
    return window.sessionStorage
  } catch {
    return undefined
  }
}

const link = takeGuestLink(window.location, window.history, tabStorage())

const host = startGuestHost()

function end(): void {
  forgetGuestLink(tabStorage())
  host.end()
}

void startPage(
  preferredLanguage(navigator.languages),
  <GuestApp connection={host.connection} link={link} onEnd={end} />,
)
