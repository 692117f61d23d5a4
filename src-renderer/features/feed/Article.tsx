import { memo, useId } from 'react'
import type { FeedItem } from '../../../src-core/bridge/contract.ts'
import { Comments } from '../comments/Comments.tsx'
import { FileTile } from '../files/FileTile.tsx'
import { PersonFace } from '../introduction/PersonFace.tsx'
import { NoteSheet } from '../notes/NoteSheet.tsx'
import { CommentButton } from './CommentButton.tsx'
import css from './FeedRow.module.css'
import { ItemHeader } from './ItemHeader.tsx'
import { ItemMenu } from './ItemMenu.tsx'
import { LinkSheet } from './LinkSheet.tsx'
import { Message } from './Message.tsx'
import { useSpace } from './SpaceContext.tsx'
import { useItemLabel } from './useItemLabel.ts'

export interface ArticleProps {
  readonly item: FeedItem
  readonly index: number
  readonly total: number
  /** Shares the header of the message above it. */
  readonly continues: boolean
  readonly reachable: boolean
}

/** A feed item: face, one header line, the body, then at most two comments. */
export function Article({ item, index, total, continues, reachable }: ArticleProps) {
  const label = useItemLabel(item)
  const body = useId()
  return (
    <article
      className={css.item}
      data-item={item.itemId}
      data-continues={continues || undefined}
      aria-label={label}
      aria-describedby={body}
      aria-posinset={index + 1}
      aria-setsize={total}
      tabIndex={reachable ? 0 : -1}
    >
      <Inside item={item} continues={continues} body={body} />
    </article>
  )
}

interface InsideProps extends Pick<ArticleProps, 'item' | 'continues'> {
  readonly body: string
}

/** What stays as it is while others write and the feed only gets longer. */
const Inside = memo(function Inside({ item, continues, body }: InsideProps) {
  const { spaceId } = useSpace()
  return (
    <>
      <div className={css.face}>
        {!continues && <PersonFace spaceId={spaceId} person={item.author} size={32} />}
      </div>
      <div className={css.content}>
        {continues ? (
          <div className={`${css.actions} ${css.aside}`}>
            <CommentButton item={item} />
            <ItemMenu item={item} />
          </div>
        ) : (
          <ItemHeader item={item} count={1} />
        )}
        <div id={body}>
          <Body item={item} />
        </div>
        <Comments item={item} />
        <div className={css.foot}>
          <CommentButton item={item} />
        </div>
      </div>
    </>
  )
})

function Body({ item }: { readonly item: FeedItem }) {
  const { content } = item
  switch (content.kind) {
    case 'message':
      return <Message item={item} text={content.text} />
    case 'note':
      return <NoteSheet item={item} note={content} />
    case 'link':
      return <LinkSheet url={content.url} text={content.text} />
    case 'file':
      return (
        <>
          {content.text !== '' && <Message item={item} text={content.text} />}
          <FileTile item={item} file={content.file} />
        </>
      )
    default:
      return content satisfies never
  }
}
