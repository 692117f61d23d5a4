import { Button } from '@mantine/core'
import { IconQrcode } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SpaceId } from '../../../src-core/base/ids.ts'
import type { MemberDetails } from '../../../src-core/bridge/contract.ts'
import { useAnnounce } from '../../state/AnnouncerProvider.tsx'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useFormat } from '../../state/format.ts'
import { useCommand } from '../../state/useCommand.ts'
import { useQuery } from '../../state/useQuery.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { ICON } from '../../ui/icon.ts'
import { QrCode } from '../../ui/QrCode.tsx'
import { Say } from '../../ui/Say.tsx'
import { CompareNumber } from './CompareNumber.tsx'
import { Digits } from './Digits.tsx'
import { TrustMark } from './TrustMark.tsx'
import css from './trust.module.css'

interface Props {
  readonly spaceId: SpaceId
  readonly member: MemberDetails
}

/** The number that both read the same when nobody stands in between, and what came of comparing it. */
export function SafetyNumber({ spaceId, member }: Props) {
  const { t } = useTranslation()
  const { date } = useFormat()
  const client = useClient()
  const announce = useAnnounce()
  const [qr, setQr] = useState(false)
  const { person, verified, verifiedAt } = member
  const name = person.name || t('common.nameless')
  const { value } = useQuery('members', 'safetyNumber', { spaceId, userId: person.userId })
  const set = useCommand(async (matches: boolean) => {
    await client.members.setVerified({ spaceId, userId: person.userId, verified: matches })
    announce(t(matches ? 'trust.saidYes' : 'trust.saidNo', { name }))
  })
  return (
    <section className={css.section}>
      <div className={css.head}>
        <h3>
          <Say id="trust.title" values={{ name }} />
        </h3>
        <TrustMark verified={verified} />
      </div>
      {(verified === 'changed' || verified === 'namesake') && (
        <p className={css.alarm} role="alert">
          <Say id={verified === 'changed' ? 'trust.changed' : 'trust.namesake'} values={{ name }} />
        </p>
      )}
      {value && <Digits digits={value.digits} label={t('trust.title', { name })} />}
      {qr && value && (
        <div className={css.qr}>
          <QrCode text={value.qr} label={t('trust.qrLabel')} />
        </div>
      )}
      <p className={css.hint}>{t('trust.how')}</p>
      <div className={css.row}>
        {verified === 'yes' ? (
          <Button size="xs" variant="default" loading={set.pending} onClick={() => set.run(false)}>
            {t('trust.takeBack')}
          </Button>
        ) : (
          <Button size="xs" loading={set.pending} onClick={() => set.run(true)}>
            {t('trust.match')}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconQrcode {...ICON} size={15} />}
          aria-expanded={qr}
          onClick={() => setQr(!qr)}
        >
          {qr ? t('trust.hideQr') : t('trust.showQr')}
        </Button>
        {verifiedAt !== null && (
          <span className={css.hint}>{t('trust.since', { when: date(verifiedAt) })}</span>
        )}
      </div>
      <FailureLine failure={set.error} />
      <CompareNumber spaceId={spaceId} userId={person.userId} />
    </section>
  )
}
