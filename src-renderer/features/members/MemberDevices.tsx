import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DeviceId, SpaceId } from '../../../src-core/base/ids.ts'
import type { MemberDetails } from '../../../src-core/bridge/contract.ts'
import { useAnnounce } from '../../state/AnnouncerProvider.tsx'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useFormat } from '../../state/format.ts'
import { useCommand } from '../../state/useCommand.ts'
import type { SpaceFacts } from '../../state/useSpaceView.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { Say } from '../../ui/Say.tsx'
import { DeviceIcon } from '../people/DeviceIcon.tsx'
import { deviceTitle, deviceWord } from '../sync/deviceWords.ts'
import css from './members.module.css'

interface Props {
  readonly spaceId: SpaceId
  readonly member: MemberDetails
  readonly notices: SpaceFacts['notices']
}

/** The devices of a person in this Space, and when each was last seen. */
export function MemberDevices({ spaceId, member, notices }: Props) {
  const { t } = useTranslation()
  const { moment, date } = useFormat()
  const client = useClient()
  const announce = useAnnounce()
  const remove = useCommand(async (deviceId: DeviceId) => {
    await client.members.removeDevice({ spaceId, deviceId })
    announce(t('members.deviceRemoved'))
  })
  const many = member.devices.length > 1
  const twoFaced = new Set(
    notices.flatMap(({ kind, deviceId }) => (kind === 'equivocation' ? [deviceId] : [])),
  )
  const doubted = member.devices.some(({ deviceId, self }) => !self && twoFaced.has(deviceId))
  return (
    <section>
      <h3 className={css.label}>{t('people.devices')}</h3>
      <ul className={css.devices}>
        {member.devices.map(({ deviceId, label, self, connected, lastSeenAt, addedAt }) => (
          <li key={deviceId}>
            <DeviceIcon label={label} />
            <span className={css.grow}>
              <bdi>{self ? t('people.thisDevice') : deviceTitle(t, label)}</bdi>
              <span className={css.sub}>
                {connected || self
                  ? t('members.deviceSince', { when: date(addedAt) })
                  : lastSeenAt === null
                    ? t('people.unknown')
                    : t('people.lastSeen', { when: moment(lastSeenAt) })}
              </span>
              {!self && twoFaced.has(deviceId) && (
                <span className={css.sub} data-stop>
                  {t('members.twoFaced')}
                </span>
              )}
            </span>
            {!self && connected && <span className={css.sub}>{t('people.connected')}</span>}
            {many && member.can.removeDevices && !self && (
              <Button
                size="xs"
                variant="subtle"
                data-stop
                aria-label={t('members.removeDevice', { device: deviceWord(t, label) })}
                onClick={() => remove.run(deviceId)}
              >
                {t('members.removeShort')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {doubted && <Doubted member={member} />}
      <FailureLine failure={remove.error} />
    </section>
  )
}

/** What it means that a device was proven to say two things, and what can be done. */
function Doubted({ member: { person, can } }: Pick<Props, 'member'>) {
  const { t } = useTranslation()
  const name = person.name || t('common.nameless')
  const id = can.remove || can.removeDevices ? 'members.twoFacedRemove' : 'members.twoFacedAsk'
  return (
    <p className={css.note}>
      <Say id={id} values={{ name }} />
    </p>
  )
}
