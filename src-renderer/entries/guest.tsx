import '../ui/visitorStyles.ts'
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css'
import '@fontsource-variable/literata/wght.css'
import { startGuestWorker } from '../bridge/startGuestWorker.ts'
import { forgetGuestLink, takeGuestLink } from '../features/guest/guestLink.ts'
import { forgetTab, readTab, serveTabShelf, type Tab } from '../storage/tabShelf.ts'

/** Some browsers forbid even to look at the tab's storage. */
function tabStorage(): Storage | undefined {
  try {
    return window.sessionStorage
  } catch {
    return undefined
  }
}

const shelf = tabStorage()
const link = takeGuestLink(window.location, window.history, shelf)

// First of all, because it makes keys and finds the inviter while the page itself is still on its way.
const tab: Tab | undefined =
  window.isSecureContext && shelf
    ? {
        sessionStorage: shelf,
        get name() {
          return window.name
        },
        set name(name) {
          window.name = name
        },
      }
    : undefined
const memory = tab && readTab(tab)
const worker = startGuestWorker(link, memory)
if (tab && memory && worker.tab) serveTabShelf(worker.tab, tab, memory.key)

function forget() {
  forgetGuestLink(shelf)
  if (tab) forgetTab(tab)
}

void import('./guestPage.tsx').then(({ showGuestPage }) =>
  showGuestPage({ worker, link, shelf, forget }),
)
