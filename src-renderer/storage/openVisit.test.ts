import { expect, test } from 'vitest'
import { type OpenVisitOptions, openVisit } from './openVisit.ts'

const denied = () => Promise.reject(new DOMException('denied', 'UnknownError'))
/** As Chromium's where a page is denied all storage. */
const DENYING = {
  databases: { databases: denied } as unknown as IDBFactory,
  locks: { request: denied } as unknown as LockManager,
}

/** What a visitor whose page came without a link is offered. */
async function offered(browser: OpenVisitOptions['browser']) {
  const visit = await openVisit({
    browser,
    spaceId: async () => undefined,
    choose: () => Promise.reject(new Error('nothing to choose from')),
    tab: undefined,
    isOver: () => false,
    now: () => 0,
  })
  if (visit === 'elsewhere') return visit
  visit.keeping.about({ spaceId: 'a', space: 'Canal house 14', enamel: 'bottle', until: null })
  return { isKnown: visit.isKnown, ...visit.keeping.state() }
}

test('where the browser denies its databases the visit goes on and says that it cannot be kept', async () => {
  expect(await offered(DENYING)).toEqual({
    ...{ isKnown: false, state: 'unavailable', why: 'forbidden' },
  })
})

test('why nothing can be kept is told as it was found', async () => {
  for (const why of ['insecure', 'forbidden'] as const)
    expect(await offered(why)).toEqual({ isKnown: false, state: 'unavailable', why })
})
