import type { Disposer } from '../../../src-core/base/disposer.ts'
import { FoyerError } from '../../../src-core/base/errors.ts'
import type { SpaceId, UserId } from '../../../src-core/base/ids.ts'
import type { GivenItem, Grounds, SpaceSummary } from '../../../src-core/bridge/contract.ts'
import type { FoyerClient, StreamValue } from '../../state/client.ts'

/** Somebody who could read a Space, and what of one's own they have. */
export interface Recipient {
  readonly grounds: Grounds
  /** Newest first. */
  readonly given: readonly GivenItem[]
}

export interface SpaceRecipients {
  readonly space: Pick<SpaceSummary, 'spaceId' | 'name' | 'parent' | 'document'>
  /** How much one wrote in it. */
  readonly written: number
  readonly recipients: readonly Recipient[]
}

/** As much as a host answers with at once. */
const PAGE = 200

/** Who has received what one wrote, in all Spaces and groups, those who have left included; page by page, so that nobody waits. */
export async function gatherRecipients(
  client: Pick<FoyerClient, 'spaces' | 'members' | 'recipients'>,
): Promise<SpaceRecipients[]> {
  const all: SpaceRecipients[] = []
  const spaces = await first<readonly SpaceSummary[]>((told, failed) =>
    client.spaces.watch(undefined, told, failed),
  )
  for (const { spaceId, name, parent, document } of spaces.filter(({ sample }) => !sample)) {
    const recipients: Recipient[] = []
    let written = 0
    for (const userId of await peopleOf(client, spaceId)) {
      const grounds = await client.recipients.grounds({ spaceId, userId })
      const received = await givenTo(client, spaceId, userId)
      written = received.written
      recipients.push({ grounds, given: received.items })
    }
    all.push({ space: { spaceId, name, parent, document }, written, recipients })
  }
  return all
}

/** Everybody else who belongs to it or did. */
async function peopleOf(
  { members }: Pick<FoyerClient, 'members'>,
  spaceId: SpaceId,
): Promise<ReadonlySet<UserId>> {
  const everybody = await first<StreamValue<'members', 'watch'>>((told, failed) =>
    members.watch({ spaceId }, told, failed),
  )
  const people = [...everybody.members, ...everybody.removed].map(({ person }) => person)
  return new Set(people.filter(({ self }) => !self).map(({ userId }) => userId))
}

/** What a stream says first. */
function first<T>(
  watch: (told: (value: T) => void, ended: (error?: Error) => void) => Disposer,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = watch(
      (value) => {
        resolve(value)
        queueMicrotask(() => stop())
      },
      (error) => reject(error ?? new FoyerError('CLOSED')),
    )
  })
}

async function givenTo(
  { recipients }: Pick<FoyerClient, 'recipients'>,
  spaceId: SpaceId,
  userId: UserId,
): Promise<{ readonly written: number; readonly items: readonly GivenItem[] }> {
  const items: GivenItem[] = []
  for (let offset = 0; ; offset += PAGE) {
    const page = await recipients.given({ spaceId, userId, offset, limit: PAGE })
    items.push(...page.items)
    if (offset + PAGE >= page.total) return { written: page.written, items }
  }
}
