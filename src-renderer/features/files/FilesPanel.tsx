import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ItemId, SpaceId } from '../../../src-core/base/ids.ts'
import type { FeedItem } from '../../../src-core/bridge/contract.ts'
import { useFormat } from '../../state/format.ts'
import { placeWord } from '../../state/placeWord.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { spaceRoute } from '../../state/routes.ts'
import { useQuery } from '../../state/useQuery.ts'
import { useSpaceView } from '../../state/useSpaceView.ts'
import { useStream } from '../../state/useStream.ts'
import { Say } from '../../ui/Say.tsx'
import { SpaceProvider } from '../feed/SpaceContext.tsx'
import { Download } from './Download.tsx'
import { FileFacts } from './FileFacts.tsx'
import css from './FilesPanel.module.css'
import { fileIcon } from './fileKinds.ts'

/** The newest files shown; older ones are found in the feed's filter "Files". */
const SHOWN = 200

/** All files of a Space, newest first: for the details' tab and the phone's. */
export function FilesPanel({ spaceId }: { readonly spaceId: SpaceId }) {
  const { t } = useTranslation()
  const { go } = useRouter()
  const filter = 'file' as const
  const onShow = (itemId: ItemId) => go(spaceRoute(spaceId, 'feed', itemId))
  const view = useSpaceView(spaceId).value
  const state = useStream('feed', 'watch', { spaceId, filter }).value
  const offset = Math.max(0, (state?.total ?? 0) - SHOWN)
  const page = useQuery('feed', 'window', { spaceId, filter, offset, limit: SHOWN }, state)
  if (!view || !page.value) return <Skeleton height={44} mt={12} mx={16} />
  const context = placeWord(view)
  const items = [...page.value.items].reverse()
  if (items.length === 0) {
    return (
      <div className={css.nothing}>
        <p>{t('files.nothing', { context })}</p>
        <p className={css.hint}>{t('files.nothingHint')}</p>
      </div>
    )
  }
  return (
    <SpaceProvider spaceId={spaceId} view={view} show={onShow}>
      <ul className={css.list} aria-label={t('files.list', { context })}>
        {items.map((item) => (
          <FileRow key={item.itemId} item={item} onShow={onShow} />
        ))}
      </ul>
    </SpaceProvider>
  )
}

interface RowProps {
  readonly item: FeedItem
  readonly onShow: (itemId: ItemId) => void
}

function FileRow({ item, onShow }: RowProps) {
  const { t } = useTranslation()
  const format = useFormat()
  if (item.content.kind !== 'file') return null
  const { file } = item.content
  const Icon = fileIcon(file.mime, file.name)
  const name = item.author.name || t('common.nameless')
  return (
    <li className={css.row}>
      <button type="button" className={css.file} onClick={() => onShow(item.itemId)}>
        <Icon size={20} stroke={1.75} aria-hidden className={css.icon} />
        <span className={css.grow}>
          <bdi className={css.name}>{file.name}</bdi>
          <FileFacts file={file} />
          <span className={css.hint}>
            <Say id="files.by" values={{ name, moment: format.moment(item.createdAt) }} />
          </span>
        </span>
      </button>
      {file.transfer.state === 'complete' && <Download file={file} />}
    </li>
  )
}
