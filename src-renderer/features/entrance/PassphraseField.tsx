import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ICON } from '../../ui/icon.ts'

const EYE = { ...ICON, size: 17 }

const VisibilityIcon = ({ reveal }: { readonly reveal: boolean }) =>
  reveal ? <IconEyeOff {...EYE} /> : <IconEye {...EYE} />

/** A passphrase with a button that shows it. */
export function PassphraseField(props: PasswordInputProps) {
  const { t } = useTranslation()
  const shown = props.visible ?? false
  return (
    <PasswordInput
      spellCheck={false}
      autoCapitalize="off"
      visibilityToggleIcon={VisibilityIcon}
      visibilityToggleButtonProps={{
        'aria-label': shown ? t('common.hidePassphrase') : t('common.showPassphrase'),
        'aria-pressed': shown,
        tabIndex: 0,
      }}
      {...props}
    />
  )
}
