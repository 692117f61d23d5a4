import { useEffect } from 'react'
import type { SpaceSummary, SpaceView } from '../../../src-core/bridge/contract.ts'
import { Dialogs } from '../../../src-renderer/features/app/Dialogs.tsx'
import { Rail, type Ready } from '../../../src-renderer/features/app/Rail.tsx'
import { AddToGroup } from '../../../src-renderer/features/groups/AddToGroup.tsx'
import { GroupStrip } from '../../../src-renderer/features/groups/GroupStrip.tsx'
import { useRouter } from '../../../src-renderer/state/RouterProvider.tsx'
import { alice, bob, carol, gus } from './people.ts'
import { spaceId, upToDate } from './stageData.ts'

export const groupId = 'g'.repeat(43) as SpaceView['spaceId']
export const documentId = 'd'.repeat(43) as SpaceView['spaceId']

const summary = (change: Partial<SpaceSummary>): SpaceSummary => ({
  spaceId,
  name: 'Canal house 14',
  enamel: 'bottle',
  sample: false,
  parent: null,
  document: false,
  role: 'owner',
  unread: 0,
  asking: 0,
  here: [],
  sync: upToDate,
  lastActivity: { person: bob, kind: 'message', excerpt: 'See you on Tuesday', at: Date.now() },
  ...change,
})

export const stageSpaces: readonly SpaceSummary[] = [
  summary({ here: [bob] }),
  summary({ spaceId: groupId, parent: spaceId, name: 'Offer for the neighbours', unread: 2 }),
  summary({ spaceId: documentId, parent: spaceId, name: 'Salary of Eve', document: true }),
  summary({ spaceId: 'o'.repeat(43) as never, name: 'Notary', enamel: 'plum' }),
]

/** What the stage's host says of groups. */
export const groupsOfStage = {
  candidates: (_: unknown, emit: (value: unknown) => void) => {
    emit([
      { person: alice, role: 'owner', standing: 'in' },
      { person: bob, role: 'editor', standing: 'in' },
      { person: carol, role: 'editor', standing: 'canCome' },
      { person: gus, role: 'guest', standing: 'former' },
    ])
    return () => {}
  },
  create: async () => ({ spaceId: groupId }),
  createDocument: async () => ({ spaceId: documentId, itemId: 'i'.repeat(22) }),
  add: async () => undefined,
}

const status = {
  ...{ phase: 'ready', host: 'desktop', canLock: true },
  self: { ...alice, deviceId: 'd'.repeat(22), deviceLabel: 'Laptop' },
} as unknown as Ready

/** The rail with groups in it, and the dialog that the address names. */
export function StageRail({ dialog }: { readonly dialog: string | null }) {
  const { open } = useRouter()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as the page opens.
  useEffect(() => {
    if (dialog === 'group' || dialog === 'document')
      open({ dialog: 'newGroup', spaceId, document: dialog === 'document' })
    if (dialog === 'leave') open({ dialog: 'leaveSpace', spaceId: documentId })
    if (dialog === 'rename') open({ dialog: 'renameSpace', spaceId: documentId })
    if (dialog === 'add') open({ dialog: 'addToGroup', spaceId: groupId })
  }, [])
  const wide = window.innerWidth >= 1180
  return (
    <>
      {window.innerWidth >= 700 && (
        <div
          style={{
            display: 'grid',
            gridTemplateColumns: 'minmax(0, 1fr)',
            width: wide ? 248 : 64,
            height: '100dvh',
          }}
        >
          <Rail status={status} spaces={stageSpaces} thin={!wide} onFind={() => undefined} />
        </div>
      )}
      <Dialogs spaces={stageSpaces} />
    </>
  )
}

/** What a view says in a group, or in a confidential document. */
export const inGroup = (kind: string | null): Partial<SpaceView> => ({
  ...{ parent: spaceId, document: kind === 'document', role: 'editor' },
})

/** What stands beneath the header of a confidential document. */
export const StageGroupStrip = ({ view }: { readonly view: SpaceView }) => (
  <>
    <GroupStrip
      view={view.parent ? view : { ...view, ...inGroup('document') }}
      spaces={stageSpaces}
    />
    <AddToGroup view={view} />
  </>
)
