import { Button } from '@mantine/core'
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SpaceId, UserId } from '../../../src-core/base/ids.ts'
import type { Grounds as GroundsValue } from '../../../src-core/bridge/contract.ts'
import { toFailure } from '../../state/failure.ts'
import { useFormat } from '../../state/format.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { personRoute } from '../../state/routes.ts'
import { useQuery } from '../../state/useQuery.ts'
import type { SpaceFacts } from '../../state/useSpaceView.ts'
import { useStream } from '../../state/useStream.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { ICON } from '../../ui/icon.ts'
import { Subpage } from '../../ui/Subpage.tsx'
import { GivenTable } from './GivenTable.tsx'
import { Grounds } from './Grounds.tsx'
import css from './recipients.module.css'

interface Props {
  readonly view: SpaceFacts
  readonly userId: UserId
}

/** What one person of a Space has received of what one wrote in it, also who has left, and on what ground. */
export function ReceivedPage({ view, userId }: Props) {
  const { t } = useTranslation()
  const { go } = useRouter()
  const { spaceId } = view
  const { value: grounds, error } = useQuery('recipients', 'grounds', { spaceId, userId }, view)
  const isHere = view.members.some(({ person }) => person.userId === userId)
  return (
    <Subpage
      title={t('recipients.title', { name: grounds?.person.name || t('common.nameless') })}
      of={view.name}
      back={{
        label: t('common.back'),
        onClick: () => go(personRoute(spaceId, isHere ? userId : null)),
      }}
    >
      {error && <FailureLine failure={toFailure(error)} />}
      {grounds && (
        <div className={css.page}>
          <Grounds grounds={grounds} />
          <Given key={userId} spaceId={spaceId} grounds={grounds} />
        </div>
      )}
    </Subpage>
  )
}

/** So many rows are shown at once, however much somebody has. */
const PAGE = 100

interface GivenProps {
  readonly spaceId: SpaceId
  readonly grounds: GroundsValue
}

function Given({ spaceId, grounds: { person, devices } }: GivenProps) {
  const { t } = useTranslation()
  const { number } = useFormat()
  const heading = useRef<HTMLHeadingElement>(null)
  const [offset, setOffset] = useState(0)
  // A confirmation changes what the devices hold: asked again then.
  const { value: told } = useStream('spaces', 'devices', { spaceId })
  const place = { spaceId, userId: person.userId, offset, limit: PAGE }
  const { value: given, error } = useQuery('recipients', 'given', place, told)
  const name = person.name || t('common.nameless')
  const turn = (to: number) => {
    setOffset(to)
    heading.current?.focus()
  }
  if (error) return <FailureLine failure={toFailure(error)} />
  if (!given) return null
  const { total, written, items } = given
  const labels = new Map(devices.map(({ deviceId, label }) => [deviceId, label]))
  return (
    <section className={css.given} aria-labelledby="recipients-given">
      <h2 id="recipients-given" ref={heading} tabIndex={-1}>
        {t('recipients.ofYours')}
      </h2>
      <p role="status">
        {total === 0
          ? t(written === 0 ? 'recipients.nothingWritten' : 'recipients.nothing', { name })
          : t('recipients.some', { total: number(total), written: number(written) })}
      </p>
      {items.length > 0 && <GivenTable spaceId={spaceId} items={items} labels={labels} />}
      {total > PAGE && (
        <nav className={css.pager} aria-label={t('recipients.pages')}>
          <Button
            variant="default"
            leftSection={<IconArrowLeft {...ICON} size={16} />}
            disabled={offset === 0}
            onClick={() => turn(Math.max(0, offset - PAGE))}
          >
            {t('recipients.newer')}
          </Button>
          <span>
            {t('recipients.range', {
              from: number(offset + 1),
              to: number(Math.min(offset + PAGE, total)),
              total: number(total),
            })}
          </span>
          <Button
            variant="default"
            rightSection={<IconArrowRight {...ICON} size={16} />}
            disabled={offset + PAGE >= total}
            onClick={() => turn(offset + PAGE)}
          >
            {t('recipients.older')}
          </Button>
        </nav>
      )}
      <p className={css.hint}>{t('recipients.hint')}</p>
    </section>
  )
}
