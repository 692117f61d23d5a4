import { CloseButton, Loader, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../state/format.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { fileIcon } from '../files/fileKinds.ts'
import css from './Composer.module.css'
import { type DetailsKept, detailsKept, MAX_PICTURE_BYTES } from './prepareFile.ts'
import type { Attachment, useAttachments } from './useAttachments.ts'

interface Props {
  readonly attachments: ReturnType<typeof useAttachments>
}

/** What will be posted with the text: previews, and for pictures a description. */
export function Attachments({ attachments }: Props) {
  const { t } = useTranslation()
  const { all, remove, setAlt } = attachments
  if (all.length === 0) return null
  return (
    <ul className={css.attachments} aria-label={t('composer.attachments')}>
      {all.map((one) => (
        <li key={one.id} className={css.attachment}>
          <Picture one={one} />
          <div className={css.grow}>
            <div className={css.name}>
              <bdi>{one.name}</bdi>
            </div>
            <About one={one} />
            {one.file?.picture && (
              <TextInput
                size="xs"
                mt={4}
                aria-label={t('composer.alt', { name: one.name })}
                placeholder={t('composer.altPlaceholder')}
                maxLength={1000}
                value={one.alt}
                onChange={(event) => setAlt(one.id, event.currentTarget.value)}
              />
            )}
          </div>
          <CloseButton
            aria-label={t('composer.remove', { name: one.name })}
            onClick={() => remove(one.id)}
          />
        </li>
      ))}
    </ul>
  )
}

function Picture({ one }: { readonly one: Attachment }) {
  if (one.preview) return <img className={css.thumb} src={one.preview} alt="" />
  const Icon = fileIcon(one.file?.mime ?? '', one.name)
  return (
    <span className={css.thumb} aria-hidden>
      <Icon size={20} stroke={1.75} />
    </span>
  )
}

const REMOVED = {
  location: 'files.locationRemoved',
  camera: 'files.cameraRemoved',
  author: 'files.authorRemoved',
} as const

const KEPT = {
  kind: 'composer.keptKind',
  size: 'composer.keptSize',
  unreadable: 'composer.keptUnreadable',
} as const satisfies Record<DetailsKept, string>

function About({ one }: { readonly one: Attachment }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (one.refusal) return <FailureLine failure={{ code: one.refusal }} />
  if (!one.file) {
    return (
      <div className={css.hint}>
        <Loader size={12} /> {t('composer.preparing', { name: one.name })}
      </div>
    )
  }
  const { content, removed } = one.file
  const words = removed.map((what) => t(REMOVED[what]))
  const kept = detailsKept(one.file)
  if (kept) words.push(t(KEPT[kept], { max: format.size(MAX_PICTURE_BYTES) }))
  return <div className={css.hint}>{[format.size(content.size), ...words].join('. ')}</div>
}
