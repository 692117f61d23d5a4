import { Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useRouter } from '../../state/RouterProvider.tsx'
import { spaceRoute } from '../../state/routes.ts'
import { useCommand } from '../../state/useCommand.ts'
import type { SpaceFacts } from '../../state/useSpaceView.ts'
import { useStream } from '../../state/useStream.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { Say } from '../../ui/Say.tsx'
import { Subpage } from '../../ui/Subpage.tsx'
import { IntroductionForm } from './IntroductionForm.tsx'
import css from './introduction.module.css'
import { PersonFace } from './PersonFace.tsx'

/** What this Space sees of oneself (WS-18), and something else than the others where one wants that. */
export function IntroductionPage({ view }: { readonly view: SpaceFacts }) {
  const { t } = useTranslation()
  const { go } = useRouter()
  const client = useClient()
  const { spaceId } = view
  const { value } = useStream('introduction', 'watch', { spaceId })
  const [wanted, setWanted] = useState(false)
  const takeBack = useCommand(client.introduction.tell)
  const own = wanted || (value?.own ?? null) !== null
  const change = (checked: boolean) => {
    setWanted(checked)
    if (!checked && value?.own) void takeBack.run({ spaceId, told: null })
  }
  return (
    <Subpage
      title={t('introduction.title')}
      of={view.name}
      back={{ label: t('app.toFeed'), onClick: () => go(spaceRoute(spaceId)) }}
    >
      <div className={css.page}>
        <Preview view={view} />
        <Switch
          withThumbIndicator={false}
          label={t('introduction.own')}
          description={t('introduction.ownHint')}
          checked={own}
          onChange={(event) => change(event.currentTarget.checked)}
        />
        {value && own && (
          <IntroductionForm
            spaceId={spaceId}
            told={value.own ?? value.everywhere}
            profileName={value.profileName}
          />
        )}
        <FailureLine failure={takeBack.error} />
        <p className={css.hint}>{t('introduction.kept')}</p>
      </div>
    </Subpage>
  )
}

function Preview({ view }: { readonly view: SpaceFacts }) {
  const { t } = useTranslation()
  const me = view.members.find(({ person }) => person.self)
  if (!me) return null
  const { person, email } = me
  return (
    <section aria-label={t('introduction.preview')} className={css.preview}>
      <PersonFace spaceId={view.spaceId} person={person} size={56} />
      <div>
        <p className={css.label}>{t('introduction.preview')}</p>
        <p className={css.shown}>
          <bdi>{person.name || t('common.nameless')}</bdi>
        </p>
        {email !== null && (
          <p className={css.hint}>
            <Say id="people.emailUnchecked" values={{ email }} />
          </p>
        )}
      </div>
    </section>
  )
}
