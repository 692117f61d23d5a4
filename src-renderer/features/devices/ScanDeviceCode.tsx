import { useTranslation } from 'react-i18next'
import { ScanButton } from '../scan/ScanButton.tsx'

/** How every device code begins; whether it holds is the host's to say. */
const BEGINNING = 'foyer://device/#'

/** Takes the code of another device's screen with the camera, in place of pasting it. */
export function ScanDeviceCode({ onCode }: { readonly onCode: (code: string) => void }) {
  const { t } = useTranslation()
  const take = async (text: string) => {
    const isCode = text.trim().startsWith(BEGINNING)
    if (isCode) onCode(text.trim())
    return isCode
  }
  return <ScanButton foreign={t('devices.foreign')} onText={take} />
}
