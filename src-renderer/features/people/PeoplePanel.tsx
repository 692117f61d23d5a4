import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SpaceId, UserId } from '../../../src-core/base/ids.ts'
import { useFormat } from '../../state/format.ts'
import { Pips } from '../../ui/Pips.tsx'
import { Say } from '../../ui/Say.tsx'
import { PersonFace } from '../introduction/PersonFace.tsx'
import { deviceTitle } from '../sync/deviceWords.ts'
import { TrustIcon } from '../trust/TrustMark.tsx'
import { DeviceIcon } from './DeviceIcon.tsx'
import { type DeviceSync, deviceContact, deviceLine, type Member } from './deviceLine.ts'
import css from './people.module.css'

interface PanelProps {
  readonly spaceId: SpaceId
  readonly members: readonly Member[]
  /** Shows one of them; a visitor's page has no such place. */
  readonly onShow?: ((userId: UserId) => void) | undefined
  /** One's access has ended: nothing is heard of what their devices have any more. */
  readonly isOver?: boolean
}

/** Everybody in a Space, with roles and what each device has. */
export function PeoplePanel({ spaceId, members, onShow, isOver = false }: PanelProps) {
  return (
    <ul className={css.people}>
      {members.map((member) => (
        <li key={member.person.userId}>
          <PersonRow spaceId={spaceId} member={member} onShow={onShow} isOver={isOver} />
        </li>
      ))}
    </ul>
  )
}

function PersonRow({
  spaceId,
  member,
  onShow,
  isOver,
}: Omit<PanelProps, 'members'> & { readonly member: Member }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { person, role, expiresAt, email, verified } = member
  return (
    <>
      <div className={css.person}>
        <PersonFace
          spaceId={spaceId}
          person={person}
          lit={member.here}
          visitor={role === 'guest'}
        />
        <span className={css.name}>
          {onShow ? (
            <UnstyledButton className={css.show} onClick={() => onShow(person.userId)}>
              <bdi>{person.name || t('common.nameless')}</bdi>
            </UnstyledButton>
          ) : (
            <bdi>{person.name || t('common.nameless')}</bdi>
          )}{' '}
          <TrustIcon verified={verified} />{' '}
          {person.self && <span className={css.quiet}>{t('common.you')}</span>}
        </span>
        <span className={css.role}>{t(`common.role.${role}`)}</span>
      </div>
      {email !== null && (
        <div className={css.visit}>
          <Say id="people.emailUnchecked" values={{ email }} />
        </div>
      )}
      {expiresAt !== null && (
        <div className={css.visit}>{t('people.visits', { when: format.date(expiresAt) })}</div>
      )}
      {role !== 'guest' && (
        <ul>
          {member.devices.map((device) => (
            <DeviceRow key={device.deviceId} device={device} isOver={isOver} />
          ))}
        </ul>
      )}
    </>
  )
}

interface DeviceRowProps {
  readonly device: DeviceSync
  readonly isOver: boolean | undefined
}

function DeviceRow({ device, isOver = false }: DeviceRowProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { text, pip } = deviceLine(device, t)
  return (
    <li className={css.device} title={deviceContact(device, t, format)}>
      <DeviceIcon label={device.label} />
      <bdi className={css.label}>
        {device.self ? t('people.thisDevice') : deviceTitle(t, device.label)}
      </bdi>
      {!isOver && pip && <Pips pips={[pip]} />}
      {!isOver && (
        <span className={css.state} data-pip={pip}>
          {text}
        </span>
      )}
    </li>
  )
}
