import type { SpaceSummary } from '../../../src-core/bridge/contract.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { AddToGroupDialog } from '../groups/AddToGroupDialog.tsx'
import { NewGroupDialog } from '../groups/NewGroupDialog.tsx'
import { InviteDialog } from '../invite/InviteDialog.tsx'
import { JoinDialog } from '../join/JoinDialog.tsx'
import { LeaveSpaceDialog } from '../members/LeaveSpaceDialog.tsx'
import { RemovePersonDialog } from '../members/RemovePersonDialog.tsx'
import { RotateKeysDialog } from '../members/RotateKeysDialog.tsx'
import { TransferDialog } from '../members/TransferDialog.tsx'
import { NewSpaceDialog } from '../spaces/NewSpaceDialog.tsx'
import { RemoveSpaceDialog } from '../spaces/RemoveSpaceDialog.tsx'
import { RenameSpaceDialog } from '../spaces/RenameSpaceDialog.tsx'
import { ShortcutsDialog } from './ShortcutsDialog.tsx'

/** The dialog that is open, if any; never one on another. */
export function Dialogs({ spaces }: { readonly spaces: readonly SpaceSummary[] }) {
  const { dialog } = useRouter()
  if (!dialog) return null
  switch (dialog.dialog) {
    case 'newSpace':
      return <NewSpaceDialog />
    case 'join':
      return <JoinDialog key={dialog.link} link={dialog.link} />
    case 'receivers':
      // The Space's stage shows it: a visitor's page has it too.
      return null
    case 'shortcuts':
      return <ShortcutsDialog />
    default:
      return <SpaceDialog dialog={dialog} spaces={spaces} />
  }
}

interface SpaceDialogProps {
  readonly dialog: Exclude<ReturnType<typeof useRouter>['dialog'], undefined> & {
    readonly spaceId: SpaceSummary['spaceId']
  }
  readonly spaces: readonly SpaceSummary[]
}

function SpaceDialog({ dialog, spaces }: SpaceDialogProps) {
  const space = spaces.find(({ spaceId }) => spaceId === dialog.spaceId)
  if (!space) return null
  switch (dialog.dialog) {
    case 'invite':
      return <InviteDialog space={space} />
    case 'newGroup':
      return <NewGroupDialog space={space} document={dialog.document} />
    case 'addToGroup':
      return <AddToGroupDialog space={space} />
    case 'renameSpace':
      return <RenameSpaceDialog space={space} />
    case 'removeSpace':
      return <RemoveSpaceDialog space={space} />
    case 'leaveSpace':
      return <LeaveSpaceDialog space={space} />
    case 'rotateKeys':
      return <RotateKeysDialog space={space} />
    case 'removePerson':
      return <RemovePersonDialog space={space} userId={dialog.userId} />
    case 'transfer':
      return <TransferDialog space={space} userId={dialog.userId} />
  }
}
