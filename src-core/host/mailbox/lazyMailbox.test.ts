import { expect, test } from 'vitest'
import { createEmitter } from '../../base/emitter.ts'
import { lazyMailbox } from './lazyMailbox.ts'
import type { SpaceMailbox, SpaceMailboxOptions } from './spaceMailbox.ts'

function setUp(load: () => Promise<() => SpaceMailbox>) {
  const reached = createEmitter<void>()
  let relays: { url: string; days: number }[] = []
  const mailboxes = { relays: () => relays, onRelays: reached.on }
  const mailbox = lazyMailbox(load)({ mailboxes } as unknown as SpaceMailboxOptions)
  return {
    mailbox,
    async reach() {
      relays = [{ url: 'ws://relay.example', days: 30 }]
      reached.emit()
      await new Promise<void>((resolve) => void setTimeout(resolve))
    },
  }
}

function createInner() {
  const changed = createEmitter<void>()
  const inner = { closes: 0, changed }
  const mailbox: SpaceMailbox = {
    keptUntil: () => 5,
    trouble: () => 'full',
    onChange: changed.on,
    close() {
      inner.closes++
    },
  }
  return { ...inner, mailbox, inner }
}

test('is loaded once, when a relay with a mailbox is reached, and stands for it from then on', async () => {
  const { mailbox: loaded, changed, inner } = createInner()
  let loads = 0
  const { mailbox, reach } = setUp(async () => {
    loads++
    return () => loaded
  })
  let told = 0
  mailbox.onChange(() => {
    told++
  })
  expect([mailbox.keptUntil(1, 1), mailbox.trouble(), loads]).toEqual([null, null, 0])
  await reach()
  await reach()
  changed.emit()
  expect([mailbox.keptUntil(1, 1), mailbox.trouble(), loads, told]).toEqual([5, 'full', 1, 1])
  mailbox.close()
  expect(inner.closes).toBe(1)
})

test('is not begun after the Space was closed, and is loaded again where loading failed', async () => {
  const { mailbox: loaded } = createInner()
  let begun = 0
  const late = Promise.withResolvers<() => SpaceMailbox>()
  const closed = setUp(() => late.promise)
  await closed.reach()
  closed.mailbox.close()
  late.resolve(() => {
    begun++
    return loaded
  })
  await closed.reach()
  expect(begun).toBe(0)

  let loads = 0
  const failing = setUp(async () => {
    if (++loads === 1) throw new Error('offline')
    return () => loaded
  })
  await failing.reach()
  expect(failing.mailbox.trouble()).toBeNull()
  await failing.reach()
  expect(failing.mailbox.trouble()).toBe('full')
})
