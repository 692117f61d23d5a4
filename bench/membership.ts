/**
 * `npm run bench:membership [-- ROUNDS]`: 10,000 entries of a membership log read from one's own disk, in
 * a row and written by three people at once; and removing or adding one of 100 people with 300 devices,
 * with the keys changed and everything derived that a host derives. No browser, no network.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EntryHash, UserId } from '../src-core/base/ids.ts'
import { inOneTurn } from '../src-core/base/steps.ts'
import { ready } from '../src-core/crypto/index.ts'
import { inTurns, type Turns } from '../src-core/host/space/turns.ts'
import { certifyDevice } from '../src-core/membership/certificate.ts'
import { sealEntry } from '../src-core/membership/entry.ts'
import {
  type Action,
  boxKeysOfReaders,
  createKeyAhead,
  entriesMissingFor,
  type IdentityWithSecrets,
  type MembershipState,
  openEpochs,
  replay,
  replaying,
  replayKept,
  rotate,
  sealAhead,
} from '../src-core/membership/index.ts'
import { createCast, OPEN } from '../src-core/testing/cast.ts'
import { createSqliteStorage } from '../src-main/storage/createSqliteStorage.ts'
import { median } from './lib/figures.ts'

const rounds = Number(process.argv[2] ?? 5)
const ENTRIES = 10_000
const PEOPLE = 100
const DEVICES_A_PERSON = 3

function time<T>(work: () => T): { readonly ms: number; readonly value: T } {
  const start = performance.now()
  const value = work()
  return { ms: performance.now() - start, value }
}

type Cast = ReturnType<typeof createCast>
const bytesOf = (state: MembershipState) => entriesMissingFor(state, []).map(({ bytes }) => bytes)

/** Roles and relays in turns: each after the one before, or by `authors` who hear of each other now and then. */
function longLog(cast: Cast, authors: readonly IdentityWithSecrets[], base: MembershipState) {
  const target = [...base.members.keys()].at(-1) as UserId
  let heads: EntryHash[][] = authors.map(() => [...base.heads])
  const written: Uint8Array[] = []
  const missing = ENTRIES - base.internal.graph.nodes.size
  for (let i = 0; i < missing; i++) {
    const at = i % authors.length
    const { deviceId: author, device } = authors[at] as IdentityWithSecrets
    const role = i % 2 === 0 ? ('viewer' as const) : ('editor' as const)
    const action: Action =
      i % 3 === 0
        ? { type: 'relays', urls: [`wss://r${i}.example`] }
        : { type: 'role', userId: target, role, cutoffs: [] }
    const prev = heads[at] as EntryHash[]
    const place = { spaceId: base.spaceId, prev, author, at: cast.clock.at }
    const { bytes, hash } = sealEntry({ ...place, action }, device)
    written.push(bytes)
    heads[at] = [hash]
    if (i % 40 === 39) heads = heads.map(() => [...new Set(heads.flat())])
  }
  return [...bytesOf(base), ...written]
}

async function replayFigures() {
  const cast = createCast('bench')
  const people = [cast.person(), cast.person(), cast.person()]
  let base = people.reduce((space, who) => cast.join(space, who, OPEN), cast.begin)
  for (const { userId } of people.slice(0, 2))
    base = cast.plus(
      base,
      cast.act(cast.alice, base, { type: 'role', userId, role: 'admin', cutoffs: [] }),
    )
  const inARow = longLog(cast, [cast.alice], base)
  const concurrent = longLog(cast, [cast.alice, ...people.slice(0, 2)], base)
  for (const [name, log] of [
    ['in a row', inARow],
    ['by three at once', concurrent],
  ] as const) {
    const times = Array.from({ length: rounds }, () => time(() => replayKept(cast.spaceId, log)).ms)
    console.log(
      `${log.length} entries ${name}, from disk: ${median(times).toFixed(0)} ms (limit 1,000)`,
    )
  }
  let longest = 0
  let began = performance.now()
  const turns: Turns = {
    begin() {},
    lasted: (ms) => performance.now() - began > ms,
    async pass() {
      longest = Math.max(longest, performance.now() - began)
      await new Promise<void>((resolve) => void setTimeout(resolve))
      began = performance.now()
    },
  }
  const state = await inTurns(
    replaying(cast.spaceId, inARow, undefined, () => true),
    turns,
  )
  longest = Math.max(longest, performance.now() - began)
  console.log(`in turns, as a host starts: the longest ${longest.toFixed(0)} ms (limit 50)`)
  const folder = mkdtempSync(join(tmpdir(), 'foyer-log-'))
  const storage = createSqliteStorage({ file: join(folder, 'log.db'), key: new Uint8Array(32) })
  const entries = entriesMissingFor(state, [])
  const kept = time(() =>
    storage.transaction(() => {
      for (const { hash, bytes } of entries) storage.log.append(cast.spaceId, hash, bytes)
    }),
  )
  const listed = time(() => storage.log.list(cast.spaceId))
  console.log(`kept in one turn: ${kept.ms.toFixed(0)} ms; listed: ${listed.ms.toFixed(0)} ms`)
  storage.close()
  rmSync(folder, { recursive: true })
  const checked = time(() => replay(cast.spaceId, inARow))
  console.log(`the same with every signature checked: ${checked.ms.toFixed(0)} ms`)
}

function largeSpace() {
  const cast = createCast('large')
  const people = Array.from({ length: PEOPLE - 1 }, () => cast.person())
  let state = cast.begin
  for (const who of people) state = cast.join(state, who)
  for (const who of [cast.alice, ...people])
    for (let i = 1; i < DEVICES_A_PERSON; i++) {
      const { certificate } = cast.person()
      const { userId, root } = who
      const added = certifyDevice({ ...certificate, userId, rootKey: root.publicKey }, root)
      state = cast.plus(
        state,
        cast.act(who, state, { type: 'deviceAdd', certificate: added, lockboxes: [] }),
      )
    }
  state = cast.plus(state, rotate(cast.alice, state, cast.random, cast.clock).entry)
  return { cast, people, state }
}

function changeFigures() {
  const { cast, people, state } = largeSpace()
  const { alice } = cast
  const known = openEpochs(state, alice)
  const victim = people[50] as IdentityWithSecrets
  const removing = Array.from({ length: rounds }, () =>
    time(() => {
      const action = { type: 'remove', userId: victim.userId, cutoffs: [] } as const
      const removed = cast.plus(state, cast.act(alice, state, action))
      const after = cast.plus(removed, rotate(alice, removed, cast.random, cast.clock).entry)
      return openEpochs(after, alice, known)
    }),
  )
  const sealing: number[] = []
  const removingAhead = Array.from({ length: rounds }, () => {
    const ahead = createKeyAhead(cast.random)
    const boxKeys = boxKeysOfReaders(state, cast.clock.now())
    sealing.push(time(() => inOneTurn(sealAhead(ahead, boxKeys))).ms)
    return time(() => {
      const action = { type: 'remove', userId: victim.userId, cutoffs: [] } as const
      const removed = cast.plus(state, cast.act(alice, state, action))
      const { entry } = rotate(alice, removed, cast.random, cast.clock, undefined, ahead)
      return openEpochs(cast.plus(removed, entry), alice, known)
    })
  })
  const adding = Array.from({ length: rounds }, () =>
    time(() => openEpochs(cast.join(state, cast.person()), alice, known)),
  )
  const devices = [...state.members.values()].reduce((sum, one) => sum + one.devices.length, 0)
  const who = `one of ${state.members.size} people with ${devices} devices`
  for (const [name, all] of [
    ['removing', removing],
    ['adding', adding],
  ] as const) {
    const ms = median(all.map((one) => one.ms))
    console.log(`${name} ${who}: ${ms.toFixed(0)} ms (limit 300)`)
  }
  const turn = median(removingAhead.map((one) => one.ms)).toFixed(0)
  const ahead = `${median(sealing).toFixed(0)} ms in steps of a lockbox`
  console.log(
    `removing in one turn: ${turn} ms (limit 50), where the key was sealed before: ${ahead}`,
  )
}

await ready()
await replayFigures()
changeFigures()
