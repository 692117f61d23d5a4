import { lazy, type ReactNode, Suspense } from 'react'
import type { SpaceRoute } from '../../state/routes.ts'
import type { SpaceFacts } from '../../state/useSpaceView.ts'
import { Boundary } from '../../ui/Boundary.tsx'
import { FailureLine } from '../../ui/FailureLine.tsx'

// Not in the first bundle: the feed is what is opened, and a visitor has none of these.
const MembersPage = lazy(async () => ({
  default: (await import('../members/MembersPage.tsx')).MembersPage,
}))
const InvitationsPage = lazy(async () => ({
  default: (await import('../invite/InvitationsPage.tsx')).InvitationsPage,
}))
const ReceivedPage = lazy(async () => ({
  default: (await import('../recipients/ReceivedPage.tsx')).ReceivedPage,
}))
const IntroductionPage = lazy(async () => ({
  default: (await import('../introduction/IntroductionPage.tsx')).IntroductionPage,
}))

/** The pages of a Space beside its feed and files; undefined for those two. */
export function spacePages(view: SpaceFacts, route: SpaceRoute): ReactNode | undefined {
  const page = pageOf(view, route)
  return (
    page && (
      <Boundary fallback={<FailureLine failure={{ code: 'INTERNAL' }} />}>
        <Suspense fallback={null}>{page}</Suspense>
      </Boundary>
    )
  )
}

function pageOf(view: SpaceFacts, { tab, userId }: SpaceRoute): ReactNode | undefined {
  switch (tab) {
    case 'people':
      return <MembersPage view={view} userId={userId} />
    case 'received':
      return userId && <ReceivedPage view={view} userId={userId} />
    case 'invitations':
      return <InvitationsPage view={view} />
    case 'introduction':
      return <IntroductionPage view={view} />
    default:
      return undefined
  }
}
