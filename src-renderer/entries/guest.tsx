import '../ui/visitorStyles.ts'
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css'
import '@fontsource-variable/literata/wght.css'
import { startGuestWorker } from '../bridge/startGuestWorker.ts'
import { forgetGuestLink, takeGuestLink } from '../features/guest/guestLink.ts'

/** Some browsers forbid even to look at the tab's storage. */
function tabStorage(): Storage | undefined {
  try {
    return window.sessionStorage
  } catch {
    return undefined
  }
}

const link = takeGuestLink(window.location, window.history, tabStorage())

// First of all, because it makes keys and finds the inviter while the page itself is still on its way.
const worker = startGuestWorker(link)

void import('./guestPage.tsx').then(({ showGuestPage }) =>
  showGuestPage({ worker, link, forget: () => forgetGuestLink(tabStorage()) }),
)
