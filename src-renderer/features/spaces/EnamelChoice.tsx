import { useTranslation } from 'react-i18next'
import { type Enamel, enamel as enamels } from '../../../src-core/bridge/schemas.ts'
import { Arch } from '../../ui/Arch.tsx'
import css from './spaces.module.css'

interface Props {
  readonly value: Enamel
  readonly name: string
  readonly onChange: (enamel: Enamel) => void
}

/** The colour of a door, shown as the door itself. */
export function EnamelChoice({ value, name, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <fieldset className={css.doors}>
      <legend>{t('spaces.door')}</legend>
      {enamels.options.map((enamel) => (
        <label key={enamel} className={css.door}>
          <input
            type="radio"
            name="enamel"
            value={enamel}
            checked={enamel === value}
            onChange={() => onChange(enamel)}
            aria-label={t(`spaces.enamel.${enamel}`)}
          />
          <Arch name={name} enamel={enamel} size="m" />
        </label>
      ))}
    </fieldset>
  )
}
