import { connectGuestHost } from '../bridge/guestHost.ts'
import type { GuestWorker } from '../bridge/startGuestWorker.ts'
import { forgetVisitChoice } from '../bridge/visitChoice.ts'
import { GuestApp } from '../features/guest/GuestApp.tsx'
import { preferredLanguage } from '../state/i18n.ts'
import { startPage } from '../ui/startPage.tsx'

export interface GuestPageOptions {
  readonly worker: GuestWorker
  /** The link this page was opened with. */
  readonly link: string | undefined
  /** The tab's own storage, where it may be used. */
  readonly shelf: Storage | undefined
  /** So that a reload finds no link any more. */
  readonly forget: () => void
}

/** All of the guest page that is shown; loaded while its host starts. */
export function showGuestPage({ worker, link, shelf, forget }: GuestPageOptions): void {
  const host = connectGuestHost(worker, shelf)
  const end = () => {
    host.end()
    forgetVisitChoice(shelf)
    forget()
  }
  void startPage(
    preferredLanguage(navigator.languages),
    <GuestApp connection={host.connection} choice={host.choice} link={link} onEnd={end} />,
  )
}
