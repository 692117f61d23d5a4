import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UserId } from '../../../src-core/base/ids.ts'
import type { SpaceSummary } from '../../../src-core/bridge/contract.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useRouter } from '../../state/RouterProvider.tsx'
import { editRoute, spaceRoute } from '../../state/routes.ts'
import { useCommand } from '../../state/useCommand.ts'
import { useStream } from '../../state/useStream.ts'
import { Dialog, DialogActions } from '../../ui/Dialog.tsx'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { Say } from '../../ui/Say.tsx'
import { type NameProblem, nameProblem } from '../spaces/spaceName.ts'
import css from './groups.module.css'
import { PeopleChoice } from './PeopleChoice.tsx'

interface Props {
  readonly space: SpaceSummary
  /** A confidential document: a group with one note. */
  readonly document: boolean
}

/** Names a group and who of the Space is in it, and goes into it. */
export function NewGroupDialog({ space, document }: Props) {
  const { t } = useTranslation()
  const { go, close } = useRouter()
  const client = useClient()
  const { spaceId } = space
  const { value: view } = useStream('spaces', 'view', { spaceId })
  const [name, setName] = useState('')
  const [people, setPeople] = useState<readonly UserId[]>([])
  const [judged, setJudged] = useState(false)
  const create = useCommand(client.groups.create)
  const write = useCommand(client.groups.createDocument)
  const problem = nameProblem(name)
  const others = view?.members.filter(({ person }) => !person.self) ?? []

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setJudged(true)
    if (problem) return
    const common = { parent: spaceId, people: [...people] }
    if (document) {
      const made = await write.run({ ...common, title: name })
      if (made.ok) go(editRoute(made.value.spaceId, made.value.itemId))
      return
    }
    const made = await create.run({ ...common, name })
    if (made.ok) go(spaceRoute(made.value.spaceId))
  }
  return (
    <Dialog
      title={
        <Say
          id={document ? 'groups.newDocumentIn' : 'groups.newGroupIn'}
          values={{ space: space.name }}
        />
      }
      onClose={close}
    >
      <form onSubmit={submit} noValidate>
        <TextInput
          label={t(document ? 'groups.documentName' : 'groups.name')}
          description={t('groups.nameHint')}
          data-autofocus
          dir="auto"
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={judged && problem ? t(problemText(problem)) : undefined}
        />
        <PeopleChoice
          spaceId={spaceId}
          label={t('groups.who')}
          people={others.map(({ person, role }) => ({ person, role }))}
          chosen={people}
          onChange={setPeople}
        />
        <p className={css.hint}>{t('groups.hiddenHint')}</p>
        <p className={css.hint}>{t('groups.heldHint')}</p>
        <FailureLine failure={create.error ?? write.error} />
        <DialogActions>
          <Button type="submit" loading={create.pending || write.pending}>
            {t(document ? 'groups.createDocument' : 'groups.create')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

/** What is named is a group or a document, not a Space. */
const problemText = (problem: NameProblem) =>
  problem === 'spaces.nameMissing' ? 'groups.nameMissing' : problem
