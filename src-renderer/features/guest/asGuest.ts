import type { Comment, FeedItem } from '../../../src-core/bridge/contract.ts'
import type { SpaceFacts } from '../../state/useSpaceView.ts'

const NOTHING = {
  ...{ post: false, comment: false, moderate: false, invite: false, rename: false },
  ...{ addPeople: false, group: false },
}

/** A Space as a guest's page shows it: everything to read, nothing to do, no addresses. */
export const viewAsGuest = (view: SpaceFacts): SpaceFacts => ({
  ...view,
  role: 'guest',
  can: { ...view.can, ...NOTHING },
  members: view.members.map((member) => ({
    ...member,
    // What one was told at the door is on this device only.
    email: null,
    verified: 'no',
    person: { ...member.person, self: false },
  })),
})

const commentAsGuest = (comment: Comment): Comment => ({
  ...comment,
  mine: false,
  canDelete: false,
})

/** An item as it stands in a guest's feed: nobody's own, nothing to change. */
export const itemAsGuest = (item: FeedItem): FeedItem => ({
  ...item,
  mine: false,
  canEdit: false,
  canDelete: false,
  delivery: null,
  comments: { ...item.comments, latest: item.comments.latest.map(commentAsGuest) },
})
