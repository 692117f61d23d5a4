import { IconDeviceLaptop, IconDeviceMobile, IconWorld } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../state/format.ts'
import { Face } from '../../ui/Face.tsx'
import { INLINE_ICON } from '../../ui/icon.ts'
import { Pips } from '../../ui/Pips.tsx'
import { Say } from '../../ui/Say.tsx'
import { deviceWord } from '../sync/deviceWords.ts'
import { type DeviceSync, deviceContact, deviceLine, type Member } from './deviceLine.ts'
import css from './people.module.css'

/** Everybody in a Space, with roles and what each device has. */
export function PeoplePanel({ members }: { readonly members: readonly Member[] }) {
  return (
    <ul className={css.people}>
      {members.map((member) => (
        <li key={member.person.userId}>
          <PersonRow member={member} />
        </li>
      ))}
    </ul>
  )
}

function PersonRow({ member }: { readonly member: Member }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { person, role, expiresAt, email } = member
  return (
    <>
      <div className={css.person}>
        <Face
          name={person.name}
          enamel={person.enamel}
          lit={member.here}
          visitor={role === 'guest'}
        />
        <span className={css.name}>
          <bdi>{person.name || t('common.nameless')}</bdi>{' '}
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
            <DeviceRow key={device.deviceId} device={device} />
          ))}
        </ul>
      )}
    </>
  )
}

const DEVICE_ICONS = [
  [/phone|telefoon|téléphone|tablet/i, IconDeviceMobile],
  [/browser|navigateur/i, IconWorld],
] as const

/** The icon that a device's own label asks for; a computer when it says nothing. */
export function DeviceIcon({ label }: { readonly label: string }) {
  const Icon = DEVICE_ICONS.find(([pattern]) => pattern.test(label))?.[1] ?? IconDeviceLaptop
  return <Icon {...INLINE_ICON} />
}

function DeviceRow({ device }: { readonly device: DeviceSync }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { text, pip } = deviceLine(device, t)
  return (
    <li className={css.device} title={deviceContact(device, t, format)}>
      <DeviceIcon label={device.label} />
      <bdi className={css.label}>
        {device.self ? t('people.thisDevice') : deviceWord(t, device.label)}
      </bdi>
      {pip && <Pips pips={[pip]} />}
      <span className={css.state} data-pip={pip}>
        {text}
      </span>
    </li>
  )
}
