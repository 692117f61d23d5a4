import { type MantineColorSchemeManager, MantineProvider } from '@mantine/core'
import type { ReactNode } from 'react'
import { cssVariablesResolver, theme } from './theme.ts'

/** A page that keeps nothing: the scheme is the system's, or what was chosen during this visit. */
const forgetful: MantineColorSchemeManager = {
  get: (fallback) => fallback,
  set: () => {},
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => {},
}

interface Props {
  /** Keep the chosen theme in the browser's storage, for the screens before the profile is open. */
  readonly keep: boolean
  readonly children: ReactNode
}

export function ThemeProvider({ keep, children }: Props) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      {...(keep ? {} : { colorSchemeManager: forgetful })}
    >
      {children}
    </MantineProvider>
  )
}
