import css from './trust.module.css'

interface Props {
  readonly digits: string
  readonly label: string
  /** Digits in one group. */
  readonly group?: number
}

/** Digits in groups; read aloud one by one ("4 8 2 1 3"). */
export function Digits({ digits, label, group: size = 5 }: Props) {
  const groups = digits.match(new RegExp(`.{1,${size}}`, 'g')) ?? []
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls.
    <div className={css.digits} role="group" aria-label={label} translate="no">
      {groups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a group has no identity but its place.
        <span key={index}>
          <span aria-hidden>{group}</span>
          <span className={css.spoken}>{group.split('').join(' ')}, </span>
        </span>
      ))}
    </div>
  )
}
