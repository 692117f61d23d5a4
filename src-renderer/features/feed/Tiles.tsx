import type { ItemId } from '../../../src-core/base/ids.ts'
import type { FeedItem } from '../../../src-core/bridge/contract.ts'
import { Comments } from '../comments/Comments.tsx'
import { FileTile } from '../files/FileTile.tsx'
import { PersonFace } from '../introduction/PersonFace.tsx'
import css from './FeedRow.module.css'
import type { FeedPages } from './feedPages.ts'
import { ItemHeader } from './ItemHeader.tsx'
import { useSpace } from './SpaceContext.tsx'
import { useItemLabel } from './useItemLabel.ts'

interface Props {
  readonly index: number
  readonly count: number
  readonly total: number
  readonly pages: FeedPages
  readonly reachable: (itemId: ItemId, place: number) => boolean
}

/** Files that one person added together: one header, and an article for each. */
export function Tiles({ index, count, total, pages, reachable }: Props) {
  const { spaceId } = useSpace()
  const items = Array.from({ length: count }, (_, place) => pages.item(index + place)).filter(
    (item) => item !== undefined,
  )
  const [first] = items
  if (!first) return null
  const pictures = items.some(hasPicture)
  return (
    <div className={css.item}>
      <div className={css.face}>
        <PersonFace spaceId={spaceId} person={first.author} size={32} />
      </div>
      <div className={css.content}>
        <ItemHeader item={first} count={count} photos={items.every(hasPicture)} />
        <div className={css.tiles}>
          {items.map((item, place) => (
            <Tile
              key={item.itemId}
              item={item}
              index={index + place}
              total={total}
              tall={pictures}
              reachable={reachable(item.itemId, index + place)}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

const hasPicture = ({ content }: FeedItem) =>
  content.kind === 'file' && content.file.picture !== null

interface TileProps {
  readonly item: FeedItem
  readonly index: number
  readonly total: number
  /** Beside a picture: as high as one. */
  readonly tall: boolean
  readonly reachable: boolean
}

function Tile({ item, index, total, tall, reachable }: TileProps) {
  const label = useItemLabel(item)
  if (item.content.kind !== 'file') return null
  return (
    <article
      className={css.tile}
      data-item={item.itemId}
      aria-label={label}
      aria-posinset={index + 1}
      aria-setsize={total}
      tabIndex={reachable ? 0 : -1}
    >
      <FileTile item={item} file={item.content.file} tall={tall} grouped />
      <Comments item={item} />
    </article>
  )
}
