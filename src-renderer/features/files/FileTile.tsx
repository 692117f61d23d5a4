import { ActionIcon, Progress } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { FeedItem, FileInfo } from '../../../src-core/bridge/contract.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useCommand } from '../../state/useCommand.ts'
import { useStream } from '../../state/useStream.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { CommentButton } from '../feed/CommentButton.tsx'
import { ItemMenu } from '../feed/ItemMenu.tsx'
import { useSpace } from '../feed/SpaceContext.tsx'
import { Alt } from './Alt.tsx'
import { Download } from './Download.tsx'
import { FileFacts } from './FileFacts.tsx'
import css from './FileTile.module.css'
import { fileIcon } from './fileKinds.ts'
import { Preview } from './Preview.tsx'

interface Props {
  readonly item: FeedItem
  readonly file: FileInfo
  /** As high as a picture, because it lies beside one. */
  readonly tall?: boolean
  /** One of several under a header: it has its own controls. */
  readonly grouped?: boolean
}

/** A file on its sheet: preview or type, name, size, what was stripped, and how far it has arrived. */
export function FileTile({ item, file, tall = false, grouped = false }: Props) {
  const live = useTransfer(file)
  const Icon = fileIcon(live.mime, live.name)
  const { state, haveBytes } = live.transfer
  const part = live.sizeBytes === 0 ? 100 : (100 * haveBytes) / live.sizeBytes
  return (
    <div className={css.tile} data-alone={!grouped || undefined}>
      <Preview file={live} tall={tall} />
      <div className={css.caption}>
        <Icon size={20} stroke={1.75} aria-hidden className={css.icon} />
        <div className={css.grow}>
          <div className={css.name}>
            <bdi>{live.name}</bdi>
          </div>
          <FileFacts file={live} />
          {(state === 'receiving' || state === 'paused') && <Bar name={live.name} value={part} />}
        </div>
        <TransferControl file={live} />
        <span className={css.controls}>
          {state === 'complete' && <Download file={live} />}
          {grouped && (
            <>
              <ItemMenu item={item} />
              <CommentButton item={item} iconOnly />
            </>
          )}
        </span>
      </div>
      {item.canEdit && file.picture && <Alt itemId={item.itemId} file={file} />}
    </div>
  )
}

function Bar({ name, value }: { readonly name: string; readonly value: number }) {
  const { t } = useTranslation()
  return (
    <Progress.Root size={3} className={css.bar}>
      <Progress.Section
        value={value}
        color="var(--door)"
        aria-label={t('files.progress', { name })}
      />
    </Progress.Root>
  )
}

/** What the feed knows of a transfer is as old as its last change; the running ones are told apart. */
function useTransfer(file: FileInfo): FileInfo {
  const { spaceId } = useSpace()
  const running = useStream('files', 'watch', { spaceId }).value
  const own = running?.find((one) => one.fileId === file.fileId && one.direction === 'in')
  if (!own || file.transfer.state === 'complete') return file
  return { ...file, transfer: { state: own.state, haveBytes: own.haveBytes } }
}

function TransferControl({ file }: { readonly file: FileInfo }) {
  const { t } = useTranslation()
  const client = useClient()
  const { spaceId } = useSpace()
  const paused = file.transfer.state === 'paused'
  const act = useCommand(paused ? client.files.resume : client.files.pause)
  if (file.transfer.state !== 'receiving' && !paused) return null
  return (
    <>
      <ActionIcon
        aria-label={t(paused ? 'files.resume' : 'files.pause')}
        onClick={() => void act.run({ spaceId, fileId: file.fileId })}
      >
        {paused ? (
          <IconPlayerPlay size={18} stroke={1.75} />
        ) : (
          <IconPlayerPause size={18} stroke={1.75} />
        )}
      </ActionIcon>
      {act.error && <FailureLine failure={act.error} />}
    </>
  )
}
