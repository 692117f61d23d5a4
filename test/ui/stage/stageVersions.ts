import * as Y from 'yjs'
import { FoyerError } from '../../../src-core/base/errors.ts'
import type { VersionId } from '../../../src-core/base/ids.ts'
import type { ErasedVersion, History, Version } from '../../../src-core/bridge/contract.ts'
import { type BodyBlock, createBodyOf } from '../../../src-core/documents/bodies.ts'
import { alice, bob, carol } from './people.ts'
import { newId } from './stageData.ts'

interface Kept {
  readonly version: Version
  readonly title: string
  readonly blocks: readonly BodyBlock[]
}

const MINUTE = 60_000
const same: readonly BodyBlock[] = Array.from({ length: 6 }, (_, n) => ({
  type: 'bullet',
  text: `Door ${n + 1} keeps its old frame`,
}))
const first: readonly BodyBlock[] = [
  { type: 'heading', text: 'What we agreed' },
  { type: 'paragraph', text: 'The hall gets a floor of bluestone, laid in the spring.' },
  ...same,
  { type: 'task', text: 'Ask the mason for three prices' },
  { type: 'paragraph', text: 'Gus comes by on Monday.' },
]
const second: readonly BodyBlock[] = [
  { type: 'heading', text: 'What we agreed' },
  { type: 'paragraph', text: 'The hall gets a floor of *old* bluestone, laid in late summer.' },
  ...same,
  { type: 'task', text: 'Ask the mason for three prices' },
  { type: 'paragraph', text: 'Carol draws the stairs again.' },
]

/** The history of one note, for looking at: kept, restored and erased in the page's memory. */
export function createStageVersions(can: boolean) {
  const kept: Kept[] = []
  const erased: ErasedVersion[] = []
  const listeners = new Set<() => void>()
  let now = { title: 'Hall floor', blocks: second }
  const announce = () => {
    for (const listener of listeners) listener()
  }
  const add = (change: Partial<Version>, title: string, blocks: readonly BodyBlock[]) => {
    const versionId = newId() as string as VersionId
    const version = { versionId, kind: 'automatic', name: '', at: Date.now(), by: alice } as const
    const whole = { ...version, here: true, sameAsNow: false, ...change }
    kept.unshift({ version: whole, title, blocks })
    return versionId
  }
  add({ at: Date.now() - 90 * 24 * 60 * MINUTE, by: carol, here: false }, 'Floor', first)
  add(
    { at: Date.now() - 26 * 60 * MINUTE, by: bob, kind: 'named', name: 'Sent to the notary' },
    'Hall floor',
    first,
  )
  add({ at: Date.now() - 50 * MINUTE, by: bob }, 'Hall floor', first)
  add({ at: Date.now() - 8 * MINUTE, kind: 'beforeRestore' }, 'Hall floor', second)
  erase(kept[1]?.version as Version, 4)

  function erase(version: Version, minutesAgo: number) {
    kept.splice(
      kept.findIndex((one) => one.version === version),
      1,
    )
    erased.unshift({
      ...{ versionId: version.versionId, keptAt: version.at, by: version.by },
      ...{ erasedAt: Date.now() - minutesAgo * MINUTE, erasedBy: alice },
      devices: [
        { deviceId: 'b'.repeat(22), person: bob, label: 'Laptop', heard: true, mailboxUntil: null },
        {
          deviceId: 'c'.repeat(22),
          person: carol,
          label: 'Phone',
          heard: false,
          mailboxUntil: null,
        },
      ] as unknown as ErasedVersion['devices'],
    })
  }
  const markOf = ({ title, blocks }: Pick<Kept, 'title' | 'blocks'>) =>
    JSON.stringify([title, blocks])
  const history = (): History => ({
    versions: kept.map((one) => ({ ...one.version, sameAsNow: markOf(one) === markOf(now) })),
    erased: [...erased],
    can: { keep: can, restore: can, erase: can },
    now: markOf(now),
    most: 100,
  })
  const find = (versionId: string | null) => {
    if (versionId === null) return now
    const found = kept.find(({ version }) => version.versionId === versionId)
    if (!found) throw new FoyerError('NOT_FOUND')
    if (!found.version.here) throw new FoyerError('VERSION_AWAY')
    return found
  }
  return {
    watch: (_: unknown, emit: (value: unknown) => void) => {
      const tell = () => emit(history())
      listeners.add(tell)
      tell()
      return () => listeners.delete(tell)
    },
    read: async ({ versionId }: { versionId: string | null }) => {
      const { title, blocks } = find(versionId)
      const doc = new Y.Doc()
      createBodyOf(doc, blocks)
      return { title, update: Y.encodeStateAsUpdate(doc) }
    },
    keep: async ({ name }: { name: string }) => {
      const versionId = add({ kind: 'named', name }, now.title, now.blocks)
      announce()
      return { versionId }
    },
    restore: async ({ versionId }: { versionId: string }) => {
      const { title, blocks } = find(versionId)
      now = { title, blocks }
      announce()
    },
    erase: async ({ versionIds }: { versionIds: string[] | null }) => {
      const going = kept.filter(({ version }) => versionIds?.includes(version.versionId) ?? true)
      for (const { version } of going) erase(version, 0)
      announce()
    },
  }
}
