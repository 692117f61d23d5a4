import { useMantineColorScheme } from '@mantine/core'
import { useCallback, useEffect } from 'react'
import type { Settings } from '../../src-core/bridge/contract.ts'
import { useClient } from './FoyerProvider.tsx'
import { setLanguage } from './i18n.ts'
import { rememberLanguage } from './preferences.ts'
import { useStream } from './useStream.ts'

const DEFAULTS: Settings = {
  language: null,
  theme: 'system',
  singleKeys: true,
  detailsOpen: true,
  hideAddress: false,
  useMailbox: true,
}

/** The settings of this profile; the defaults until they are read. */
export const useSettings = (): Settings => useStream('app', 'settings', undefined).value ?? DEFAULTS

/** Changes some settings; what the page shows follows when the host has them. */
export function useSetSettings(): (change: Partial<Settings>) => void {
  const client = useClient()
  return useCallback(
    (change) => {
      // A setting that could not be kept shows as unchanged; there is nothing to lose.
      client.app.setSettings(change).catch(() => undefined)
    },
    [client],
  )
}

/** Makes theme and language of the page those of the profile. `keep`: remember them on this device. */
export function useApplySettings({ keep }: { readonly keep: boolean }): void {
  const { value } = useStream('app', 'settings', undefined)
  const { setColorScheme } = useMantineColorScheme()
  const theme = value?.theme
  const language = value?.language
  useEffect(() => {
    if (theme) setColorScheme(theme === 'system' ? 'auto' : theme)
  }, [theme, setColorScheme])
  useEffect(() => {
    if (!language) return
    if (keep) rememberLanguage(language)
    void setLanguage(language)
  }, [language, keep])
}
