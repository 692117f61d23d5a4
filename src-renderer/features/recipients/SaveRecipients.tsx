import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../state/FoyerProvider.tsx'
import { type Failure, toFailure } from '../../state/failure.ts'
import { useFormat } from '../../state/format.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { ICON } from '../../ui/icon.ts'
import { saveBlob } from '../files/saveBlob.ts'
import { gatherRecipients } from './gatherRecipients.ts'
import css from './recipients.module.css'
import { recipientsJson, recipientsText } from './recipientsFile.ts'

type Kind = 'text' | 'json'

/** Saves who has received what one wrote, in all Spaces (GDPR, article 15(1)(c)): to read, or for a machine. */
export function SaveRecipients() {
  const { t } = useTranslation()
  const client = useClient()
  const format = useFormat()
  const [busy, setBusy] = useState<Kind>()
  const [failure, setFailure] = useState<Failure>()
  async function save(kind: Kind) {
    setBusy(kind)
    setFailure(undefined)
    try {
      const { relays } = await client.app.facts()
      const list = { at: Date.now(), relays, spaces: await gatherRecipients(client) }
      const [text, type, end] =
        kind === 'json'
          ? [recipientsJson(list), 'application/json', 'json']
          : [recipientsText(list, t, format), 'text/plain;charset=utf-8', 'txt']
      const day = new Date(list.at).toISOString().slice(0, 10)
      saveBlob(new Blob([text], { type }), `foyer-recipients-${day}.${end}`)
    } catch (error) {
      setFailure(toFailure(error))
    } finally {
      setBusy(undefined)
    }
  }
  return (
    <>
      <p className={css.explained}>{t('recipients.allHint')}</p>
      <div className={css.ways}>
        {(['text', 'json'] as const).map((kind) => (
          <Button
            key={kind}
            variant="default"
            leftSection={<IconDownload {...ICON} size={17} />}
            loading={busy === kind}
            disabled={busy !== undefined && busy !== kind}
            onClick={() => save(kind)}
          >
            {t(`recipients.save.${kind}`)}
          </Button>
        ))}
      </div>
      {failure && <FailureLine failure={failure} />}
    </>
  )
}
