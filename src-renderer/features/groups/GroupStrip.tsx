import { IconLock, IconUsersGroup } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SpaceSummary, SpaceView } from '../../../src-core/bridge/contract.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { spaceRoute } from '../../state/routes.ts'
import { ICON } from '../../ui/icon.ts'
import { Say } from '../../ui/Say.tsx'
import css from './groups.module.css'

interface Props {
  readonly view: Pick<SpaceView, 'parent' | 'document' | 'members' | 'ended'>
  readonly spaces: readonly SpaceSummary[]
}

/** Beneath the header of a group: whose it is, and who can know of it. */
export function GroupStrip({ view, spaces }: Props) {
  const { t } = useTranslation()
  const { go } = useRouter()
  const parent = spaces.find(({ spaceId }) => spaceId === view.parent)
  if (!parent) return null
  // Who is in it now is not told any more.
  const ended = view.ended === null ? {} : { context: 'ended' }
  const Icon = view.document ? IconLock : IconUsersGroup
  return (
    <section
      className={css.strip}
      aria-label={t(view.document ? 'groups.document' : 'groups.group')}
    >
      <Icon {...ICON} size={17} />
      <p>
        <Say
          id={view.document ? 'groups.documentIn' : 'groups.groupIn'}
          values={{ space: parent.name, count: view.members.length, ...ended }}
        />
      </p>
      <button type="button" className={css.back} onClick={() => go(spaceRoute(parent.spaceId))}>
        {t('groups.toSpace')}
      </button>
    </section>
  )
}
