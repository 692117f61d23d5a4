import {
  IconEdit,
  IconEye,
  IconHome,
  IconId,
  IconKeyboard,
  IconLanguage,
  IconLink,
  IconLock,
  IconMailPlus,
  IconMessage,
  IconMoon,
  IconNote,
  IconPaperclip,
  IconPlus,
  IconSearch,
  IconSettings,
  IconSun,
  IconUserPlus,
  IconUsers,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../state/FoyerProvider.tsx'
import { LANGUAGE_NAMES, LANGUAGES } from '../../state/i18n.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { HOME, type SpaceTab, spaceRoute } from '../../state/routes.ts'
import { useSetSettings } from '../../state/settings.ts'
import type { SpaceFacts } from '../../state/useSpaceView.ts'
import { ICON } from '../../ui/icon.ts'
import { useKeyCaps } from '../app/useKeyCaps.ts'
import type { ActId } from './keywords.ts'

export interface Act {
  readonly key: string
  readonly id: ActId
  readonly label: string
  /** Where it acts, after the label. */
  readonly where?: string
  readonly keys?: string
  readonly icon: ReactNode
  readonly run: () => void
}

/** Everything that can be done from here; acts on the current Space come first. */
export function useActs(view: SpaceFacts | undefined, canLock: boolean): Act[] {
  const { t } = useTranslation()
  const { go, open } = useRouter()
  const client = useClient()
  const keyCaps = useKeyCaps()
  const written = (keys: string) => keyCaps(keys).join(' ')
  const set = useSetSettings()
  const act = (id: ActId, icon: ReactNode, run: () => void, more: Partial<Act> = {}): Act => ({
    key: id,
    id,
    icon,
    run,
    label: id === 'language' ? '' : t(`palette.${id}`),
    ...more,
  })
  const here: Act[] = []
  if (view) {
    const where = { where: t('palette.inSpace', { name: view.name }) }
    const { spaceId } = view
    // The composer and the feed's bar stand on the feed's part of the Space.
    const onFeed = (then: () => void) => () => {
      go(spaceRoute(spaceId))
      setTimeout(then, CLOSED_MS)
    }
    if (view.can.post) {
      here.push(
        act('write', <IconMessage {...ICON} />, onFeed(focusComposer), where),
        act('startNote', <IconNote {...ICON} />, onFeed(press('[data-start-note]')), where),
        act('attach', <IconPaperclip {...ICON} />, onFeed(press('[data-attach]')), where),
      )
    }
    const findKeys = { ...where, keys: written('mod+F') }
    here.push(act('find', <IconSearch {...ICON} />, onFeed(press('[data-find]')), findKeys))
    if (view.can.invite) {
      here.push(
        act('invite', <IconUserPlus {...ICON} />, () => open({ dialog: 'invite', spaceId }), where),
      )
    }
    const to = (tab: SpaceTab) => () => go(spaceRoute(spaceId, tab))
    here.push(act('members', <IconUsers {...ICON} />, to('people'), where))
    if (view.parent === null)
      here.push(act('introduction', <IconId {...ICON} />, to('introduction'), where))
    if (view.can.invite) {
      here.push(act('invitations', <IconMailPlus {...ICON} />, to('invitations'), where))
      here.push(act('asGuest', <IconEye {...ICON} />, to('asGuest'), where))
    }
    if (view.can.rename) {
      here.push(
        act('rename', <IconEdit {...ICON} />, () => open({ dialog: 'renameSpace', spaceId })),
      )
    }
  }
  const languages = LANGUAGES.map((language) =>
    act('language', <IconLanguage {...ICON} />, () => set({ language }), {
      key: language,
      label: t('palette.language', { name: LANGUAGE_NAMES[language] }),
    }),
  )
  return [
    ...here,
    act('newSpace', <IconPlus {...ICON} />, () => open({ dialog: 'newSpace' })),
    act('join', <IconLink {...ICON} />, () => open({ dialog: 'join', link: '' })),
    act('home', <IconHome {...ICON} />, () => go(HOME)),
    act('people', <IconUsers {...ICON} />, () => go({ page: 'people' })),
    act('settings', <IconSettings {...ICON} />, () => go({ page: 'settings' }), {
      keys: written('mod+,'),
    }),
    act('shortcuts', <IconKeyboard {...ICON} />, () => open({ dialog: 'shortcuts' }), {
      keys: '?',
    }),
    act('light', <IconSun {...ICON} />, () => set({ theme: 'light' })),
    act('dark', <IconMoon {...ICON} />, () => set({ theme: 'dark' })),
    ...languages,
    ...(canLock
      ? [
          act('lock', <IconLock {...ICON} />, () => void client.app.lock(), {
            keys: written('mod+shift+L'),
          }),
        ]
      : []),
  ]
}

/** The palette has closed by then, and given focus back. In ms. */
const CLOSED_MS = 250

function focusComposer(): void {
  document.querySelector<HTMLElement>('[data-composer]')?.focus()
}

/** What a control of the page does, so that there is one way to do it. */
const press = (control: string) => () => document.querySelector<HTMLElement>(control)?.click()
