import type { ParseKeys } from 'i18next'
import type { ComponentType, ReactElement } from 'react'
import { Trans } from 'react-i18next'

interface Props {
  readonly id: ParseKeys
  readonly values?: Readonly<Record<string, string | number>>
}

interface TransProps {
  readonly i18nKey: string
  readonly values: Readonly<Record<string, string | number>>
  readonly components: Readonly<Record<string, ReactElement>>
  readonly tOptions: object
  readonly shouldUnescape: boolean
  readonly count?: number
}

// Its own type multiplies every key with every option, more than the compiler follows.
const Translated = Trans as unknown as ComponentType<TransProps>

const COMPONENTS = { bdi: <bdi />, b: <b /> }
// Values are escaped before the sentence is parsed and unescaped after it: a name is never markup.
const ESCAPED = { interpolation: { escapeValue: true } }

/**
 * A translated sentence with `<b>` and `<bdi>` in it: names of any script stand in `<bdi>`. For plain
 * strings (labels, accessible names) use `t`.
 */
export function Say({ id, values = {} }: Props) {
  const { count } = values
  return (
    <Translated
      i18nKey={id}
      values={values}
      components={COMPONENTS}
      tOptions={ESCAPED}
      shouldUnescape
      {...(typeof count === 'number' ? { count } : {})}
    />
  )
}
