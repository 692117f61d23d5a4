import { useTranslation } from 'react-i18next'
import type { ItemId, SpaceId } from '../../../src-core/base/ids.ts'
import type { Receiver } from '../../../src-core/bridge/contract.ts'
import { useFormat } from '../../state/format.ts'
import { placeWord } from '../../state/placeWord.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { useQuery } from '../../state/useQuery.ts'
import { useStream } from '../../state/useStream.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Pips } from '../../ui/Pips.tsx'
import { deviceWord } from '../sync/deviceWords.ts'
import css from './ReceiversDialog.module.css'
import { useSpace } from './SpaceContext.tsx'

interface Props {
  readonly spaceId: SpaceId
  readonly itemId: ItemId
}

/** Each other device, also of those who left since: whether it has an item, and since when that is known. */
export default function ReceiversDialog({ spaceId, itemId }: Props) {
  const { t } = useTranslation()
  const { close } = useRouter()
  const { view } = useSpace()
  const context = placeWord(view)
  // A confirmation changes what the devices hold: asked again then.
  const { value: devices } = useStream('spaces', 'devices', { spaceId })
  const { value: receivers } = useQuery('feed', 'receivers', { spaceId, itemId }, devices)
  return (
    <Dialog title={t('feed.received.title')} onClose={close}>
      {receivers?.length === 0 && <p>{t('feed.received.nobody', { context })}</p>}
      <ul className={css.list}>
        {receivers?.map((receiver) => (
          <Row key={receiver.deviceId} receiver={receiver} />
        ))}
      </ul>
      {receivers && receivers.length > 0 && <p className={css.hint}>{t('feed.received.minute')}</p>}
    </Dialog>
  )
}

function Row({ receiver }: { readonly receiver: Receiver }) {
  const { t } = useTranslation()
  const { moment, date } = useFormat()
  const { person, label, at, left, mailboxUntil } = receiver
  // A device that went back to a backup got it all the same.
  const has = receiver.has || at !== null
  const missing =
    mailboxUntil === null
      ? t('feed.received.not')
      : t('feed.received.inMailbox', { day: date(mailboxUntil) })
  const known =
    at === null ? t('feed.received.hasUnknown') : t('feed.received.has', { when: moment(at) })
  return (
    <li>
      <span>
        <bdi className={css.name}>{person.name || t('common.nameless')}</bdi>
        <span className={css.hint}>
          {deviceWord(t, label)}
          {left && ` · ${t('feed.received.left')}`}
        </span>
      </span>
      <span className={css.has} data-wait={!has || undefined}>
        <Pips pips={[has ? 'have' : mailboxUntil === null ? 'wait' : 'mailbox']} />{' '}
        {has ? known : missing}
      </span>
    </li>
  )
}
