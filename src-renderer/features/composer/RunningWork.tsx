import { ActionIcon, Progress } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SpaceId } from '../../../src-core/base/ids.ts'
import { useFormat } from '../../state/format.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { fileIcon } from '../files/fileKinds.ts'
import css from './Composer.module.css'
import { timeLeft } from './timeLeft.ts'
import type { Upload, Uploads } from './uploads.ts'
import { useUploads } from './useUploads.ts'

/** Files on their way in: real amounts, Pause and Stop; the person can go on meanwhile. */
export function RunningWork({ spaceId }: { readonly spaceId: SpaceId }) {
  const { t } = useTranslation()
  const { uploads, running } = useUploads(spaceId)
  if (running.length === 0) return null
  return (
    <ul className={css.work} aria-label={t('composer.work')}>
      {running.map((upload) => (
        <Row key={upload.id} upload={upload} uploads={uploads} />
      ))}
    </ul>
  )
}

const ICON = { size: 17, stroke: 1.75 } as const

function Row({ upload, uploads }: { readonly upload: Upload; readonly uploads: Uploads }) {
  const { t } = useTranslation()
  const { id, name, mime, state, failure } = upload
  const Icon = fileIcon(mime, name)
  const still = state === 'paused' || state === 'failed'
  return (
    <li className={css.running} data-failed={failure !== undefined || undefined}>
      <Icon size={20} stroke={1.75} aria-hidden />
      <div className={css.grow}>
        <div className={css.name}>
          <bdi>{name}</bdi>
        </div>
        {failure ? <FailureLine failure={failure} /> : <Words upload={upload} />}
        <Progress.Root size={4} className={css.bar}>
          <Progress.Section
            value={(100 * upload.sentBytes) / upload.sizeBytes}
            color="var(--door)"
            aria-label={t('composer.progress', { name })}
          />
        </Progress.Root>
      </div>
      <ActionIcon
        size="sm"
        aria-label={t(still ? 'composer.resume' : 'composer.pause', { name })}
        onClick={() => (still ? uploads.resume(id) : uploads.pause(id))}
      >
        {still ? <IconPlayerPlay {...ICON} /> : <IconPlayerPause {...ICON} />}
      </ActionIcon>
      <ActionIcon
        size="sm"
        aria-label={t('composer.stop', { name })}
        onClick={() => uploads.stop(id)}
      >
        <IconX {...ICON} />
      </ActionIcon>
    </li>
  )
}

function Words({ upload }: { readonly upload: Upload }) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const size = format.size(upload.sizeBytes)
  const sent = format.size(upload.sentBytes)
  if (upload.state === 'waiting')
    return <div className={css.hint}>{t('composer.waits', { size })}</div>
  if (upload.state === 'paused') {
    return <div className={css.hint}>{t('composer.pausedAt', { sent, size })}</div>
  }
  const left = timeLeft(upload, Date.now(), i18n.language)
  return (
    <div className={css.hint}>
      {t('composer.sending', { sent, size })} {left && t('composer.left', { time: left })}
    </div>
  )
}
