import { IconFiles, IconHome, IconMessages, IconSettings, IconUsers } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useRouter } from '../../state/RouterProvider.tsx'
import { HOME, type SpaceTab, spaceRoute } from '../../state/routes.ts'
import { TOUCH_ICON } from '../../ui/icon.ts'
import { type BarEntry, BottomBar } from './BottomBar.tsx'

/** The bar of a phone: the app's pages, or the parts of the Space that is open. */
export function PhoneBar() {
  const { t } = useTranslation()
  const { route, go } = useRouter()
  const home: BarEntry = {
    label: t('app.home'),
    icon: <IconHome {...TOUCH_ICON} />,
    current: route.page === 'home',
    onClick: () => go(HOME),
  }
  if (route.page === 'space') return <SpaceBar before={[home]} />
  const page = (name: 'people' | 'settings', label: string, icon: BarEntry['icon']): BarEntry => ({
    label,
    icon,
    current: route.page === name,
    onClick: () => go({ page: name }),
  })
  return (
    <BottomBar
      label={t('app.bar')}
      entries={[
        home,
        page('people', t('app.people'), <IconUsers {...TOUCH_ICON} />),
        page('settings', t('app.settings'), <IconSettings {...TOUCH_ICON} />),
      ]}
    />
  )
}

/** The parts of the Space that is open. */
export function SpaceBar({ before = [] }: { readonly before?: readonly BarEntry[] }) {
  const { t } = useTranslation()
  const { route, go } = useRouter()
  if (route.page !== 'space') return null
  const part = (tab: SpaceTab, label: string, icon: BarEntry['icon']): BarEntry => ({
    label,
    icon,
    current: route.tab === tab,
    onClick: () => go(spaceRoute(route.spaceId, tab)),
  })
  return (
    <BottomBar
      label={t('app.spaceBar')}
      entries={[
        ...before,
        part('feed', t('app.feedTab'), <IconMessages {...TOUCH_ICON} />),
        part('files', t('app.filesTab'), <IconFiles {...TOUCH_ICON} />),
        part('people', t('app.peopleTab'), <IconUsers {...TOUCH_ICON} />),
      ]}
    />
  )
}
