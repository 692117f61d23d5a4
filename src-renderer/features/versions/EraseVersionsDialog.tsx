import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { VersionId } from '../../../src-core/base/ids.ts'
import type { History } from '../../../src-core/bridge/contract.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useFormat } from '../../state/format.ts'
import { useCommand } from '../../state/useCommand.ts'
import { useStream } from '../../state/useStream.ts'
import { Dialog, DialogActions } from '../../ui/Dialog.tsx'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { showToast } from '../feed/toast.tsx'
import type { NotePlace } from './notePlace.ts'
import css from './versions.module.css'
import { deviceList, versionLine } from './versionWords.ts'

interface Props {
  readonly place: NotePlace
  readonly history: History
  readonly versionId: VersionId | 'all'
  readonly onClose: () => void
}

/** Says what erasing does and what it cannot do. Focus begins on Cancel. */
export function EraseVersionsDialog({ place, history, versionId, onClose }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useClient()
  const erase = useCommand(client.versions.erase)
  const { value: devices = [] } = useStream('spaces', 'devices', { spaceId: place.spaceId })
  const others = devices.filter(({ self }) => !self)
  const away = others.filter(({ connected }) => !connected)
  const version = history.versions.find((one) => one.versionId === versionId)
  const submit = async () => {
    const result = await erase.run({
      ...place,
      versionIds: versionId === 'all' ? null : [versionId],
    })
    if (!result.ok) return
    onClose()
    showToast({ message: t('versions.erasedToast') })
  }
  return (
    <Dialog
      title={
        versionId === 'all'
          ? t('versions.eraseAllTitle', { count: history.versions.length })
          : t('versions.eraseTitle')
      }
      onClose={onClose}
      width={500}
    >
      {version && (
        <p className={css.which} dir="auto">
          {versionLine(t, format, version)}
        </p>
      )}
      <ul className={css.effects}>
        <li>{t('versions.eraseDoes')}</li>
        <li>{t('versions.eraseOthers', { count: others.length })}</li>
        {away.length > 0 && (
          <li>{t('versions.eraseLater', { devices: deviceList(t, format, away) })}</li>
        )}
        <li>{t('versions.eraseKeeps')}</li>
        <li>{t('versions.eraseRaw')}</li>
        <li>{t('versions.eraseFinal')}</li>
      </ul>
      <FailureLine failure={erase.error} />
      <DialogActions>
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button color="stop" loading={erase.pending} onClick={submit}>
          {t('versions.eraseAct', { count: others.length + 1 })}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
