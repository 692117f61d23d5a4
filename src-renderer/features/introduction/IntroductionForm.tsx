import { Button, FileButton, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SpaceId } from '../../../src-core/base/ids.ts'
import type { IntroductionTold } from '../../../src-core/bridge/contract.ts'
import { useAnnounce } from '../../state/AnnouncerProvider.tsx'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useCommand } from '../../state/useCommand.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import css from './introduction.module.css'
import { shrinkPhoto } from './shrinkPhoto.ts'
import { usePhotoUrl } from './usePhoto.ts'

interface Props {
  readonly spaceId: SpaceId | null
  readonly told: IntroductionTold
  /** The name without words of one's own; null: the name is changed elsewhere. */
  readonly profileName: string | null
}

const PICTURES = 'image/png,image/jpeg,image/webp,image/gif'

/** Name, e-mail and picture that one tells, to one Space or to all. */
export function IntroductionForm({ spaceId, told, profileName }: Props) {
  const { t } = useTranslation()
  const client = useClient()
  const announce = useAnnounce()
  const [name, setName] = useState(told.name ?? profileName ?? '')
  const [email, setEmail] = useState(told.email ?? '')
  const [photo, setPhoto] = useState(told.photo)
  const [unreadable, setUnreadable] = useState(false)
  const tell = useCommand(client.introduction.tell)
  const url = usePhotoUrl(photo)

  const choose = async (file: File | null) => {
    if (!file) return
    setUnreadable(false)
    await shrinkPhoto(file).then(setPhoto, () => setUnreadable(true))
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const own = profileName !== null && name.trim() !== '' && name.trim() !== profileName
    const result = await tell.run({
      spaceId,
      told: {
        name: own ? name.trim() : told.name !== null && profileName === null ? told.name : null,
        email: email.trim() === '' ? null : email.trim(),
        photo,
      },
    })
    if (result.ok) announce(t('introduction.saved'))
  }
  return (
    <form className={css.form} onSubmit={submit}>
      {profileName !== null && (
        <TextInput
          label={t('introduction.name')}
          dir="auto"
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
      <TextInput
        type="email"
        label={t('introduction.email')}
        description={t('introduction.emailHint')}
        autoComplete="email"
        maxLength={320}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <div className={css.photo}>
        {url && <img src={url} alt="" width={56} height={56} />}
        <div>
          <p className={css.label}>{t('introduction.photo')}</p>
          <div className={css.row}>
            <FileButton accept={PICTURES} onChange={(file) => void choose(file)}>
              {(props) => (
                <Button size="xs" variant="default" {...props}>
                  {t('introduction.choosePhoto')}
                </Button>
              )}
            </FileButton>
            {photo && (
              <Button size="xs" variant="subtle" data-stop onClick={() => setPhoto(null)}>
                {t('introduction.removePhoto')}
              </Button>
            )}
          </div>
          <p className={css.hint} role="status">
            {unreadable ? t('introduction.photoFailed') : t('introduction.photoHint')}
          </p>
        </div>
      </div>
      <FailureLine failure={tell.error} />
      <div>
        <Button type="submit" loading={tell.pending}>
          {t('common.save')}
        </Button>
      </div>
    </form>
  )
}
