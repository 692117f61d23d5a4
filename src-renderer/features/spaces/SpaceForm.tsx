import { Button, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Enamel } from '../../../src-core/bridge/schemas.ts'
import type { Failure } from '../../state/failure.ts'
import type { PlaceWord } from '../../state/placeWord.ts'
import { DialogActions } from '../../ui/Dialog.tsx'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { EnamelChoice } from './EnamelChoice.tsx'
import { nameProblem } from './spaceName.ts'
import css from './spaces.module.css'

interface Props {
  readonly name: string
  /** What is named, where it is not a Space. */
  readonly of?: PlaceWord
  readonly enamel: Enamel
  readonly submit: string
  readonly pending: boolean
  readonly failure: Failure | undefined
  readonly hint?: ReactNode
  readonly onSubmit: (name: string, enamel: Enamel) => void
}

/** Name and door of a Space. */
export function SpaceForm({
  submit,
  pending,
  failure,
  hint,
  of = 'space',
  onSubmit,
  ...initially
}: Props) {
  const { t } = useTranslation()
  const [name, setName] = useState(initially.name)
  const [enamel, setEnamel] = useState(initially.enamel)
  const [judged, setJudged] = useState(false)
  const problem = nameProblem(name)

  const handle = (event: FormEvent) => {
    event.preventDefault()
    setJudged(true)
    if (!problem) onSubmit(name, enamel)
  }
  return (
    <form onSubmit={handle} noValidate>
      <TextInput
        label={t('spaces.name', { context: of })}
        description={t('spaces.nameHint', { context: of })}
        data-autofocus
        dir="auto"
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onBlur={() => name !== '' && setJudged(true)}
        error={judged && problem ? t(problem) : undefined}
      />
      <EnamelChoice value={enamel} name={name} onChange={setEnamel} />
      <FailureLine failure={failure} />
      <DialogActions>
        <Button type="submit" loading={pending}>
          {submit}
        </Button>
        {hint && <span className={css.hint}>{hint}</span>}
      </DialogActions>
    </form>
  )
}
