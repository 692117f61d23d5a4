import { Button, VisuallyHidden } from '@mantine/core'
import { IconCircle, IconCircleCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SpaceSummary } from '../../../src-core/bridge/contract.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { spaceRoute } from '../../state/routes.ts'
import { ICON } from '../../ui/icon.ts'
import type { Facts } from './facts.ts'
import css from './home.module.css'

interface Props {
  readonly facts: Facts
  readonly spaces: readonly SpaceSummary[]
}

/** The first steps, ticked off by what is there; gone once somebody else is in. */
export function BeforeFirstClient({ facts, spaces }: Props) {
  const { t } = useTranslation()
  const { go } = useRouter()
  const sample = spaces.find((space) => space.sample)
  const own = spaces.find((space) => !space.sample)
  if (facts.people > 0) return null
  return (
    <section>
      <h2 className={css.heading}>{t('home.before')}</h2>
      <ul className={css.rows}>
        <Step done>
          {facts.protectedBy === 'passphrase' ? t('home.todoName') : t('home.todoNameOnly')}
        </Step>
        {sample && (
          <Step
            done={false}
            action={
              <Button size="xs" variant="default" onClick={() => go(spaceRoute(sample.spaceId))}>
                {t('common.open')}
              </Button>
            }
          >
            {t('home.todoSample')}
          </Step>
        )}
        <Step done={own !== undefined}>{t('home.todoSpace')}</Step>
        <Step done={false}>{t('home.todoInvite')}</Step>
      </ul>
    </section>
  )
}

interface StepProps {
  readonly done: boolean
  readonly action?: ReactNode
  readonly children: ReactNode
}

function Step({ done, action, children }: StepProps) {
  const { t } = useTranslation()
  return (
    <li className={css.row}>
      <span className={css.step} data-done={done || undefined}>
        {done ? <IconCircleCheck {...ICON} /> : <IconCircle {...ICON} />}
        {done ? <s>{children}</s> : <span>{children}</span>}
        {done && <VisuallyHidden>{t('home.done')}</VisuallyHidden>}
      </span>
      {action}
    </li>
  )
}
