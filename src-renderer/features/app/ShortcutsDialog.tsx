import { useTranslation } from 'react-i18next'
import { useRouter } from '../../state/RouterProvider.tsx'
import { useShortcutRows } from '../../state/ShortcutsProvider.tsx'
import { useSettings } from '../../state/settings.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import css from './ShortcutsDialog.module.css'
import { useKeyCaps } from './useKeyCaps.ts'

/** Every key that works right now. */
export function ShortcutsDialog() {
  const { t } = useTranslation()
  const { close } = useRouter()
  const rows = useShortcutRows()
  const { singleKeys } = useSettings()
  const keyCaps = useKeyCaps()
  return (
    <Dialog title={t('app.shortcuts')} onClose={close} width={760}>
      <dl className={css.list}>
        {rows.map((row) => (
          <div key={row.id} className={css.row}>
            <dt>{row.label}</dt>
            <dd>
              {keyCaps(row.keys).map((cap) => (
                <kbd key={cap}>{cap}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      {!singleKeys && <p className={css.note}>{t('app.shortcutsNone')}</p>}
    </Dialog>
  )
}
