import type { ReactNode } from 'react'
import { AnnouncerProvider } from '../../state/AnnouncerProvider.tsx'
import type { Connection } from '../../state/client.ts'
import { FoyerProvider } from '../../state/FoyerProvider.tsx'
import { RouterProvider } from '../../state/RouterProvider.tsx'
import { ShortcutsProvider } from '../../state/ShortcutsProvider.tsx'
import { useApplySettings, useSettings } from '../../state/settings.ts'
import { Boundary } from '../../ui/Boundary.tsx'
import { ThemeProvider } from '../../ui/ThemeProvider.tsx'
import { Toasts } from '../../ui/Toasts.tsx'
import { PageFailed } from '../entrance/Closed.tsx'

interface Props {
  readonly connection: Connection
  /** Whether this page may keep theme and language in the browser's storage. */
  readonly keep: boolean
  readonly children: ReactNode
}

/** What every page of Foyer stands on. */
export function Providers({ connection, keep, children }: Props) {
  return (
    <ThemeProvider keep={keep}>
      <FoyerProvider connection={connection}>
        <AnnouncerProvider>
          <RouterProvider>
            <Boundary fallback={<PageFailed />}>
              <WithSettings keep={keep}>{children}</WithSettings>
            </Boundary>
          </RouterProvider>
        </AnnouncerProvider>
      </FoyerProvider>
      <Toasts />
    </ThemeProvider>
  )
}

function WithSettings({ keep, children }: Pick<Props, 'keep' | 'children'>) {
  const { singleKeys } = useSettings()
  useApplySettings({ keep })
  return <ShortcutsProvider singleKeys={singleKeys}>{children}</ShortcutsProvider>
}
