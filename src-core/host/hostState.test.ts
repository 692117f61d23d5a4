import { describe, expect, it } from 'vitest'
import { FoyerError } from '../base/errors.ts'
import type { Clock, OpenedProfile, Signaling, Transport, Vault } from '../ports/index.ts'
import { createMemoryBlobs, createMemoryStorage } from '../ports/memory/index.ts'
import { createHostState } from './hostState.ts'
import { readSignIns } from './signIns.ts'

const signaling: Signaling = {
  subscribe: () => () => {},
  publish() {},
  setRelays() {},
  states: () => [],
  onStates: () => () => {},
  close() {},
}
const transport: Transport = {
  available: false,
  onAvailable: () => () => {},
  open: () => {
    throw new Error('nobody is linked here')
  },
}

/** A vault over one memory, for as many runs of a host as wanted. */
function memoryVault() {
  let opened: OpenedProfile | undefined
  const vault: Vault = {
    state: () =>
      opened ? { type: 'closed', needsPassphrase: true } : { type: 'empty', needsPassphrase: true },
    create: async () => {
      opened = {
        storage: createMemoryStorage(),
        blobs: createMemoryBlobs(),
        protectedBy: 'passphrase',
      }
      return opened
    },
    open: async (passphrase) => {
      if (passphrase !== 'passphrase') throw new FoyerError('WRONG_PASSPHRASE')
      return opened as OpenedProfile
    },
  }
  return vault
}

const STILL: Clock = { now: () => 1_800_000_000_000, after: () => () => {} }

const host = (vault: Vault, clock = STILL) =>
  createHostState({
    kind: 'browser',
    vault,
    createSignaling: () => signaling,
    transport,
    clock,
    random: { bytes: (length) => crypto.getRandomValues(new Uint8Array(length)) },
    deviceLabel: 'laptop',
    relay: { url: 'ws://127.0.0.1:4444', embedded: true },
  })

describe('a profile in a host', () => {
  it('is nobody’s before the first run, open after it, and locked at the next start', async () => {
    const vault = memoryVault()
    const first = host(vault)
    await first.start()
    expect(first.status().phase).toBe('firstRun')
    await first.create('Alice', 'passphrase')
    expect(first.status()).toMatchObject({ phase: 'ready', self: { name: 'Alice' } })
    const second = host(vault)
    await second.start()
    expect(second.status()).toMatchObject({ phase: 'locked', name: '' })
    await second.unlock('passphrase')
    expect(second.status()).toMatchObject({ phase: 'ready', self: { name: 'Alice' } })
  })

  it('is left closed by a host that ends while it reads what is there', async () => {
    const vault = memoryVault()
    const first = host(vault)
    await first.start()
    await first.create('Alice', 'passphrase')
    first.runtime().createSpace('Loft', undefined)
    const { storage } = await vault.open('passphrase')
    let closed = 0
    const watched = { ...storage, close: () => void closed++ }
    const turns: (() => void)[] = []
    let looks = 0
    const after: Clock['after'] = (_ms, run) => {
      turns.push(run)
      return () => {}
    }
    const clock: Clock = { now: () => 30 * looks++, after }
    const profile: OpenedProfile = { ...(await vault.open('passphrase')), storage: watched }
    const second = host({ ...vault, open: async () => profile }, clock)
    await second.start()
    const unlocking = second.unlock('passphrase')
    const outcome = expect(unlocking).rejects.toMatchObject({ code: 'CLOSED' })
    await new Promise((resolve) => setTimeout(resolve))
    expect(turns).toHaveLength(1)
    second.close()
    for (let run = turns.shift(); run; run = turns.shift()) {
      run()
      await new Promise((resolve) => setTimeout(resolve))
    }
    await outcome
    expect(() => second.runtime()).toThrow()
    expect(closed).toBe(1)
  })

  it('is asked for its owner again when the process ended in the middle of the first run', async () => {
    const vault = memoryVault()
    await vault.create('passphrase')
    const next = host(vault)
    await next.start()
    await next.unlock('passphrase')
    expect(next.status()).toEqual({ phase: 'firstRun', needsPassphrase: false })
    await next.create('Alice', undefined)
    expect(next.status()).toMatchObject({ phase: 'ready', self: { name: 'Alice' } })
  })

  it('WS-26: keeps when it was opened, and the wrong passphrases before, and nothing of what was typed', async () => {
    const vault = memoryVault()
    const first = host(vault)
    await first.start()
    await first.create('Alice', 'passphrase')
    const second = host(vault)
    await second.start()
    for (let times = 0; times < 2; times++)
      await expect(second.unlock('a guess')).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' })
    await second.unlock('passphrase')
    second.lock()
    await second.unlock('passphrase')
    const { storage } = second.runtime().profile
    expect(readSignIns(storage)).toEqual([
      { at: 1_800_000_000_000, wrong: 0 },
      { at: 1_800_000_000_000, wrong: 2 },
      { at: 1_800_000_000_000, wrong: 0 },
    ])
    for (let times = 0; times < 30; times++) {
      second.lock()
      await second.unlock('passphrase')
    }
    expect(readSignIns(storage)).toHaveLength(20)
  })

  it('answers LOCKED to everything that needs it open', async () => {
    const closed = host(memoryVault())
    await closed.start()
    expect(() => closed.runtime()).toThrow(expect.objectContaining({ code: 'LOCKED' }))
  })
})
