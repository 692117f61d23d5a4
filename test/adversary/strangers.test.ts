import { beforeAll, expect, test } from 'vitest'
import { ready } from '../../src-core/crypto/index.ts'
import type { SpacePeople } from '../../src-core/host/space/spacePeople.ts'
import { createSpaceSync } from '../../src-core/host/space/spaceSync.ts'
import { entriesMissingFor, type IdentityWithSecrets } from '../../src-core/membership/index.ts'
import { createReplicaDisk } from '../../src-core/testing/memberReplica.ts'
import { createSpaceParts } from '../../src-core/testing/spaceParts.ts'
import { createVirtualDevices } from '../../src-core/testing/virtualDevices.ts'

beforeAll(ready)

const CARD = new Uint8Array([1, 2, 3])

/** Alice's host on the virtual network, and somebody who holds the Space's key and tells everybody all. */
function meeting(
  seed: string,
  whoOf: (world: ReturnType<typeof createVirtualDevices>) => IdentityWithSecrets,
) {
  const world = createVirtualDevices(seed)
  const { cast, clock, network, start, log } = world
  const { signaling, transport } = network.join('alice')
  const common = { spaceId: cast.spaceId, identity: cast.alice, clock, random: cast.random }
  const parts = createSpaceParts({ ...common, log: entriesMissingFor(cast.state, []) })
  const quiet = () => undefined
  const people = { cards: () => [CARD], receive: quiet, disclosedTo: quiet, onChange: () => quiet }
  const sync = createSpaceSync({
    ...{ ...common, ...parts, signaling, transport, log: quiet },
    people: people as unknown as SpacePeople,
    chunks: { chunk: quiet, receiveChunk: quiet, chunkMissing: quiet, sessionsChanged: quiet },
    versions: () => ({ serve: quiet, receive: quiet, missing: quiet, sessionsChanged: quiet }),
    own: { met: quiet, receive: quiet },
  })
  const addEntry = (url: string) => {
    const entry = cast.act(cast.alice, parts.membership.state(), { type: 'relays', urls: [url] })
    parts.membership.append([entry])
  }
  addEntry('ws://before.example')
  const disk = createReplicaDisk(log)
  const other = start('other', whoOf(world), disk)
  other.replica.isMember = () => true
  clock.advance(60_000)
  parts.documents.changeFeed((feed) =>
    feed.post({ id: 'A'.repeat(22) as never, kind: 'message', at: 1, text: 'not for Eve' }),
  )
  for (const { bytes } of parts.rows()) sync.announceEnvelope(bytes)
  addEntry('ws://after.example')
  clock.advance(60_000)
  return { heard: { log: disk.log.length - log.length, ...other.replica.seen }, other, sync }
}

test('rule 22: whom the log does not name is told nothing by the host, though it holds the Space’s key', () => {
  const { other, sync, heard } = meeting('stranger', ({ cast }) => cast.person())
  expect(other.sessions()).toHaveLength(1)
  expect(sync.sessions()).toHaveLength(1)
  expect(heard).toMatchObject({ log: 0, cards: [], received: 0 })
  expect(heard.frontiers.size).toBe(0)
})

test('rule 22: a member in the same place is told all of it', () => {
  const { heard } = meeting('member', ({ cast }) => cast.bob)
  expect(heard).toMatchObject({ log: 2, cards: [CARD], received: 1 })
  expect(heard.frontiers.size).toBe(1)
})
