/** How long a page that was just left may take to let go, ms. */
const PATIENCE_MS = 2000

const nameOf = (visit: string) => `foyer-visit/${visit}`

/**
 * One host at a time works with a visit, whichever tab it is in: true when it is this one now, until it
 * ends.
 */
export function holdVisit(visit: string, locks: LockManager): Promise<boolean> {
  return new Promise((resolve) => {
    const held = () => {
      resolve(true)
      return new Promise<never>(() => {})
    }
    const signal = AbortSignal.timeout(PATIENCE_MS)
    locks.request(nameOf(visit), { signal }, held).catch(() => resolve(false))
  })
}

/** Whether no host works with it. */
export async function isLeft(visit: string, locks: LockManager): Promise<boolean> {
  const options = { ifAvailable: true }
  return (await locks.request(nameOf(visit), options, async (lock) => lock !== null)) as boolean
}
