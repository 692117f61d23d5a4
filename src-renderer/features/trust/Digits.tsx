import css from './trust.module.css'

/** 60 digits in groups of five; read aloud digit by digit ("4 8 2 1 3"). */
export function Digits({ digits, label }: { readonly digits: string; readonly label: string }) {
  const groups = digits.match(/.{1,5}/g) ?? []
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
