import { useTranslation } from 'react-i18next'
import type { FeedItem } from '../../../src-core/bridge/contract.ts'
import { useFormat } from '../../state/format.ts'
import { Pips } from '../../ui/Pips.tsx'
import { Say } from '../../ui/Say.tsx'
import { DoubtIcon } from '../trust/DoubtIcon.tsx'
import { CommentButton } from './CommentButton.tsx'
import css from './FeedRow.module.css'
import { ItemMenu } from './ItemMenu.tsx'
import { whatWasDone } from './useItemLabel.ts'

interface Props {
  readonly item: FeedItem
  /** Items beneath this header; with more than one, each has its own controls. */
  readonly count: number
  readonly photos?: boolean
}

/** Name, time, what it was; for one's own items, who has it; Comment and More. */
export function ItemHeader({ item, count, photos = false }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const time = format.time(item.createdAt)
  const what = whatWasDone(t, item, count, photos)
  return (
    <div className={css.header}>
      <bdi className={css.who}>{item.author.name || t('common.nameless')}</bdi>
      <DoubtIcon userId={item.author.userId} />
      <span className={css.when}>{what === '' ? time : t('feed.at', { time, what })}</span>
      {item.delivery && <Delivery delivery={item.delivery} />}
      {count === 1 && (
        <span className={css.actions}>
          <ItemMenu item={item} />
          <span className={css.comment}>
            <CommentButton item={item} />
          </span>
        </span>
      )}
    </div>
  )
}

function Delivery({ delivery }: { readonly delivery: NonNullable<FeedItem['delivery']> }) {
  const { t } = useTranslation()
  const { have, of: count, receivedBy, mailboxUntil } = delivery
  const isInMailbox = mailboxUntil !== null
  const pips = delivery.pips.map((pip) => (pip === 'wait' && isInMailbox ? 'mailbox' : pip))
  function saysWhoHasIt() {
    if (receivedBy) return <Say id="feed.receivedBy" values={{ name: receivedBy }} />
    if (have === 0 && isInMailbox) return t('feed.inMailbox')
    return t('feed.delivered', { have, count })
  }
  return (
    <span className={css.receipt}>
      <Pips pips={pips.slice(0, 12)} />
      <span>{saysWhoHasIt()}</span>
    </span>
  )
}
