import { ActionIcon, Tabs } from '@mantine/core'
import { IconLayoutSidebarRightCollapse, IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { UserId } from '../../../src-core/base/ids.ts'
import { placeWord } from '../../state/placeWord.ts'
import type { SpaceFacts } from '../../state/useSpaceView.ts'
import { ICON } from '../../ui/icon.ts'
import { FilesPanel } from '../files/FilesPanel.tsx'
import { PeoplePanel } from '../people/PeoplePanel.tsx'
import css from './Details.module.css'

interface Props {
  readonly view: SpaceFacts
  readonly onHide: () => void
  readonly onPerson?: ((userId: UserId) => void) | undefined
}

/** Who is in the Space, what lies in it, and how it is kept. */
export function Details({ view, onHide, onPerson }: Props) {
  const { t } = useTranslation()
  return (
    <div className={css.details}>
      <Tabs
        defaultValue="people"
        classNames={{ root: css.tabs ?? '', list: css.list ?? '', tab: css.tab ?? '' }}
      >
        <Tabs.List aria-label={t('app.detailsPanel')}>
          <Tabs.Tab value="people">{t('app.peopleTab')}</Tabs.Tab>
          <Tabs.Tab value="files">{t('app.filesTab')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="people" className={css.panel}>
          <PeoplePanel
            spaceId={view.spaceId}
            members={view.members}
            onShow={onPerson}
            isOver={view.ended !== null}
          />
        </Tabs.Panel>
        <Tabs.Panel value="files" className={css.panel}>
          <FilesPanel spaceId={view.spaceId} />
        </Tabs.Panel>
      </Tabs>
      <ActionIcon
        className={css.hide ?? ''}
        size="sm"
        aria-label={t('app.hideDetails')}
        onClick={onHide}
      >
        <IconLayoutSidebarRightCollapse {...ICON} />
      </ActionIcon>
      <About view={view} />
    </div>
  )
}

/** How the Space is kept; only what is known. */
export function About({ view }: { readonly view: SpaceFacts }) {
  const { t } = useTranslation()
  // Of what goes on without oneself nothing is known.
  if (view.ended !== null) return null
  const devices = view.members.reduce((sum, member) => sum + member.devices.length, 0)
  return (
    <section className={css.about}>
      <h2>{t('app.about', { context: placeWord(view) })}</h2>
      <p>
        <IconLock {...ICON} size={16} />
        {t('app.sealedFor', {
          people: t('app.peopleCount', { count: view.members.length }),
          devices: t('home.devices', { count: devices }),
        })}
      </p>
    </section>
  )
}
