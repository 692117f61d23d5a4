import { UnstyledButton } from '@mantine/core'
import { IconLink, IconPlus } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { SpaceSummary } from '../../../src-core/bridge/contract.ts'
import { useFormat } from '../../state/format.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { spaceRoute } from '../../state/routes.ts'
import { useLate } from '../../state/useLate.ts'
import { Arch, EmptyArch } from '../../ui/Arch.tsx'
import { Say } from '../../ui/Say.tsx'
import type { Ready } from '../app/Rail.tsx'
import { spaceLine } from '../app/spaceLine.ts'
import { TakeBack } from '../recovery/TakeBack.tsx'
import { BeforeFirstClient } from './BeforeFirstClient.tsx'
import css from './home.module.css'
import { useFacts } from './useFacts.ts'
import { WhereDataIs } from './WhereDataIs.tsx'

interface Props {
  readonly status: Ready
  readonly spaces: readonly SpaceSummary[]
}

/** How long a hall has no door before that is a state, in ms. */
const BARE_MS = 1000

/** The hall: a door for every Space, and where everything is kept. Never empty. */
export function HomePage({ status, spaces }: Props) {
  const { t } = useTranslation()
  const { open } = useRouter()
  const facts = useFacts(spaces)
  // A new profile has no Space for a moment either.
  const isBare = useLate(spaces.length === 0, BARE_MS)
  return (
    <div className={css.home}>
      <div className={css.inner}>
        <h1 className={css.title}>
          <Say id="home.title" values={{ name: status.self.name }} />
        </h1>
        <p className={css.lead}>{t('home.lead')}</p>
        <ul className={css.hall} aria-label={t('home.doors')}>
          {spaces.map((space) => (
            <li key={space.spaceId}>
              <SpaceDoor
                space={space}
                parent={spaces.find(({ spaceId }) => spaceId === space.parent)}
              />
            </li>
          ))}
          <li>
            <NewDoor
              name={t('spaces.newSpace')}
              hint={t('home.newSpaceHint')}
              icon={<IconPlus size={30} stroke={1.5} />}
              onClick={() => open({ dialog: 'newSpace' })}
            />
          </li>
          <li>
            <NewDoor
              name={t('join.title')}
              hint={t('home.joinHint')}
              icon={<IconLink size={30} stroke={1.5} />}
              onClick={() => open({ dialog: 'join', link: '' })}
            />
          </li>
        </ul>
        {isBare && facts?.fromKit && <TakeBack />}
        <div className={css.columns}>
          {facts && <WhereDataIs facts={facts} />}
          {facts && <BeforeFirstClient facts={facts} spaces={spaces} />}
        </div>
      </div>
    </div>
  )
}

interface SpaceDoorProps {
  readonly space: SpaceSummary
  /** Of a group: its Space. */
  readonly parent: SpaceSummary | undefined
}

function SpaceDoor({ space, parent }: SpaceDoorProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { go } = useRouter()
  const line = spaceLine(space, t, format)
  return (
    <UnstyledButton className={css.door} onClick={() => go(spaceRoute(space.spaceId))}>
      <Arch name={space.name} enamel={space.enamel} size="xl" lit={space.here.length > 0} />
      <bdi className={css.name}>{space.name}</bdi>
      {parent && (
        <span className={css.hint}>
          {t(space.document ? 'groups.documentOf' : 'groups.groupOf', { space: parent.name })}
        </span>
      )}
      <span className={css.hint} data-tone={line.tone}>
        {line.text}
      </span>
    </UnstyledButton>
  )
}

interface NewDoorProps {
  readonly name: string
  readonly hint: string
  readonly icon: ReactNode
  readonly onClick: () => void
}

/** A door that is not there yet. Its name alone is its accessible name; the hint describes it. */
function NewDoor({ name, hint, icon, onClick }: NewDoorProps) {
  const id = useId()
  return (
    <>
      <UnstyledButton className={css.door} aria-describedby={id} onClick={onClick}>
        <EmptyArch>{icon}</EmptyArch>
        <span className={css.name} data-new>
          {name}
        </span>
      </UnstyledButton>
      <p className={css.hint} id={id}>
        {hint}
      </p>
    </>
  )
}
