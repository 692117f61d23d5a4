import css from './Pips.module.css'

export type Pip = 'have' | 'mailbox' | 'wait' | 'refused' | 'unknown'

/** Devices, one upright rectangle each. Hidden from readers: the text beside says the same. */
export function Pips({ pips }: { readonly pips: readonly Pip[] }) {
  return (
    <span className={css.pips} aria-hidden>
      {pips.map((pip, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a pip has no identity but its place.
        <i key={index} data-pip={pip} />
      ))}
    </span>
  )
}
