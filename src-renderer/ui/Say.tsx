import type { ParseKeys } from 'i18next'
import { Trans } from 'react-i18next'

interface Props {
  readonly id: ParseKeys
  readonly values?: Readonly<Record<string, string | number>>
}

const COMPONENTS = { bdi: <bdi />, b: <b /> }
// Values are escaped before the sentence is parsed and unescaped after it: a name is never markup.
const ESCAPED = { interpolation: { escapeValue: true } }

/**
 * A translated sentence with `<b>` and `<bdi>` in it: names of any script stand in `<bdi>`. For plain
 * strings (labels, accessible names) use `t`.
 */
export function Say({ id, values }: Props) {
  return (
    <Trans
      i18nKey={id}
      values={values ?? {}}
      components={COMPONENTS}
      tOptions={ESCAPED}
      shouldUnescape
      {...(typeof values?.count === 'number' ? { count: values.count } : {})}
    />
  )
}
