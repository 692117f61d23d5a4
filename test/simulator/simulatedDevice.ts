import * as Y from 'yjs'
import type { ItemId } from '../../src-core/base/ids.ts'
import { createFeed, freshClientId } from '../../src-core/documents/index.ts'
import { deviceTag, type IdentityWithSecrets } from '../../src-core/membership/index.ts'
import type { ReplicaDisk } from '../../src-core/testing/memberReplica.ts'
import { createSeededRandom, type SeededRandom } from '../../src-core/testing/seededRandom.ts'
import type { createVirtualDevices, VirtualDevice } from '../../src-core/testing/virtualDevices.ts'

export type World = ReturnType<typeof createVirtualDevices>

/** One run of a device's process: real session code over a disk, and the feed built from it. */
export interface Process {
  readonly device: VirtualDevice
  readonly doc: Y.Doc
  post(itemId: ItemId, text: string, at: number): void
  edit(itemId: ItemId, text: string): void
  itemIds(): ItemId[]
}

/** Starts a process and reads its feed back from the disk; every change is sealed and kept at once. */
export function startProcess(
  world: World,
  name: string,
  identity: IdentityWithSecrets,
  disk: ReplicaDisk,
  random: SeededRandom,
): Process {
  const device = world.start(name, identity, disk)
  const doc = new Y.Doc()
  for (const payload of device.replica.payloads()) Y.applyUpdate(doc, payload, 'stored')
  doc.clientID = freshClientId(deviceTag(identity.deviceId), doc, random)
  const feed = createFeed(doc)
  device.replica.onAccepted((payload, author) => {
    if (author !== identity.deviceId) Y.applyUpdate(doc, payload, 'remote')
  })
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'remote') device.replica.write(update)
  })
  return {
    device,
    doc,
    post: (id, text, at) => feed.post({ id, kind: 'message', text, at } as never),
    edit: (itemId, text) => feed.edit(itemId, { text } as never),
    itemIds: () => [...feed.rows()].map(({ itemId }) => itemId),
  }
}

export const randomFor = (seed: number) => createSeededRandom(`simulation ${seed}`)
