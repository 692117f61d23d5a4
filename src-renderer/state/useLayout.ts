import { useMediaQuery } from '@mantine/hooks'

/** wide ≥ 1180: three columns; medium ≥ 900: two; narrow ≥ 600: thin rail; phone: one. */
export type Layout = 'wide' | 'medium' | 'narrow' | 'phone'

// In em, so that 200 % text moves the borders too.
const from = (px: number) => `(min-width: ${px / 16}em)`
const OPTIONS = { getInitialValueInEffect: false }

export function useLayout(): Layout {
  const wide = useMediaQuery(from(1180), true, OPTIONS)
  const medium = useMediaQuery(from(900), true, OPTIONS)
  const narrow = useMediaQuery(from(600), true, OPTIONS)
  if (wide) return 'wide'
  if (medium) return 'medium'
  return narrow ? 'narrow' : 'phone'
}
