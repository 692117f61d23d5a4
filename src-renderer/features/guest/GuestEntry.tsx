import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Door } from '../../../src-core/bridge/contract.ts'
import type { Failure } from '../../state/failure.ts'
import { useFormat } from '../../state/format.ts'
import { useLate } from '../../state/useLate.ts'
import { Arch } from '../../ui/Arch.tsx'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { Say } from '../../ui/Say.tsx'
import { Brand, EntranceLayout } from '../entrance/EntranceLayout.tsx'
import { LanguageChoice } from '../entrance/LanguageChoice.tsx'
import { UNANSWERED_MS } from '../join/DoorSays.tsx'
import { WaitingAtTheDoor } from '../join/WaitingAtTheDoor.tsx'
import css from './guest.module.css'
import { visitorProblems } from './visitor.ts'
import { WhatIsKept } from './WhatIsKept.tsx'

interface Props {
  readonly door: Door | undefined
  readonly pending: boolean
  readonly failure: Failure | undefined
  readonly onEnter: (name: string, email: string | null) => void
}

/**
 * Browsers keep what was typed into fields, to suggest it again: the promise is that nothing is left here.
 * Autofill of one's own name is the price.
 */
const KEEPS_NOTHING = { autoComplete: 'off' } as const

/** A visitor at the door: who invites, two fields, what is kept, who reads, Enter. */
export function GuestEntry({ door, pending, failure, onEnter }: Props) {
  const { t } = useTranslation()
  const { moment } = useFormat()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [judged, setJudged] = useState<{ name?: boolean; email?: boolean }>({})
  const form = useRef<HTMLFormElement>(null)
  // What was answered stays known while one goes in.
  const last = useRef<Door & { state: 'answered' }>(undefined)
  if (door?.state === 'answered') last.current = door
  const answered = last.current
  const late = useLate(!answered, UNANSWERED_MS)
  const problems = visitorProblems(name, email)
  const sentence = (key: 'name' | 'email') =>
    judged[key] && problems[key] ? t(problems[key]) : undefined

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setJudged({ name: true, email: true })
    const [first] = Object.keys(problems)
    if (first) return form.current?.querySelector<HTMLElement>(`[name=${first}]`)?.focus()
    onEnter(name, email.trim() === '' ? null : email.trim())
  }
  return (
    <EntranceLayout>
      <Inviter answered={answered} />
      <form ref={form} className={css.fields} onSubmit={submit} noValidate>
        <TextInput
          name="name"
          label={t('guest.firstName')}
          {...KEEPS_NOTHING}
          dir="auto"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          onBlur={() => name !== '' && setJudged((known) => ({ ...known, name: true }))}
          error={sentence('name')}
        />
        <TextInput
          name="email"
          type="email"
          label={t('guest.email')}
          description={
            answered?.inviter
              ? t('guest.emailHint', { name: answered.inviter })
              : t('guest.emailHintUnknown')
          }
          {...KEEPS_NOTHING}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          onBlur={() => setJudged((known) => ({ ...known, email: true }))}
          error={sentence('email')}
        />
        <WhatIsKept answered={answered} />
        <FailureLine failure={failure} />
        <div className={css.enter}>
          <Button type="submit" size="lg" loading={pending}>
            {t('guest.enter')}
          </Button>
          <span className={css.hint} role="status">
            {answered && t('guest.role', { role: t(`common.role.${answered.role}`) })}{' '}
            {answered && answered.expiresAt !== null
              ? t('guest.until', { when: moment(answered.expiresAt) })
              : null}{' '}
            {answered?.approval &&
              t('join.approval', { name: answered.inviter || t('common.nameless') })}{' '}
            {!answered && t(late ? 'join.unanswered' : 'guest.reaching')}
          </span>
        </div>
      </form>
      <LanguageChoice keep={false} />
    </EntranceLayout>
  )
}

type Met = Door & { readonly state: 'answered' | 'waiting' }

function Inviter({ answered }: { readonly answered: Met | undefined }) {
  const { t } = useTranslation()
  if (!answered) {
    return (
      <div className={css.inviter}>
        <div>
          <p className={css.quiet}>{t('guest.invitesUnknown')}</p>
          <h1>{t('guest.reachingTitle')}</h1>
        </div>
      </div>
    )
  }
  const { inviter, spaceName, enamel } = answered
  return (
    <div className={css.inviter}>
      <span className={css.sign}>
        <Arch name={spaceName} enamel={enamel} size="l" lit />
      </span>
      <div>
        <p className={css.quiet}>
          {inviter ? (
            <Say id="guest.invites" values={{ name: inviter }} />
          ) : (
            t('guest.invitesUnknown')
          )}
        </p>
        <h1>
          <bdi>{spaceName}</bdi>
        </h1>
      </div>
    </div>
  )
}

/** The visitor has asked; the inviter answers. */
export function GuestWaiting({ door }: { readonly door: Door & { state: 'waiting' } }) {
  return (
    <EntranceLayout>
      <Inviter answered={door} />
      <WaitingAtTheDoor door={door} />
      <LanguageChoice keep={false} />
    </EntranceLayout>
  )
}

/** The visit is over: what that means, and what is left here. */
export function GuestEnded({ space }: { readonly space: string }) {
  const { t } = useTranslation()
  return (
    <EntranceLayout>
      <Brand />
      <h1 className={css.refused}>{t('guest.endedTitle')}</h1>
      <p>
        <Say id="guest.ended" values={{ space }} />
      </p>
      <p className={css.hint}>{t('guest.endedHint')}</p>
      <LanguageChoice keep={false} />
    </EntranceLayout>
  )
}

/** A door that stays closed: why, and what to do. */
export function GuestRefused({ failure }: { readonly failure: Failure | undefined }) {
  const { t } = useTranslation()
  return (
    <EntranceLayout>
      <Brand />
      <h1 className={css.refused}>{failure ? t('guest.refused') : t('guest.noLink')}</h1>
      {failure ? <FailureLine failure={failure} /> : <p>{t('guest.noLinkHint')}</p>}
      <LanguageChoice keep={false} />
    </EntranceLayout>
  )
}
