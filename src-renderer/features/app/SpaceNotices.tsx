import { Button } from '@mantine/core'
import { IconAlertTriangle, IconArrowBackUp, IconLock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { UserId } from '../../../src-core/base/ids.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useRouter } from '../../state/RouterProvider.tsx'
import { personRoute } from '../../state/routes.ts'
import { useCommand } from '../../state/useCommand.ts'
import type { SpaceFacts } from '../../state/useSpaceView.ts'
import { useStream } from '../../state/useStream.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { ICON } from '../../ui/icon.ts'
import { Say } from '../../ui/Say.tsx'
import { RenewalAct } from '../devices/RenewalAct.tsx'
import { AskList } from '../invite/AskList.tsx'
import { ownerWord } from '../sync/deviceWords.ts'
import { Notice } from './Notice.tsx'
import { RoleNotice } from './RoleNotice.tsx'
import css from './SpaceNotices.module.css'

/** What has to be known before one goes on in this Space: beneath its header, until it is dealt with. */
export function SpaceNotices({ view }: { readonly view: SpaceFacts }) {
  return (
    <div className={css.notices}>
      <Ended view={view} />
      <ChangedKeys view={view} />
      <DeviceNotices view={view} />
      {view.can.invite && <AskList spaceId={view.spaceId} />}
      <RoleNotice view={view} />
      <OwnVoid view={view} />
      <Undone view={view} />
    </div>
  )
}

/** One's own access has ended: what is here stays to be read until it is erased. */
function Ended({ view }: { readonly view: SpaceFacts }) {
  const { t } = useTranslation()
  const { open } = useRouter()
  const { ended, spaceId, name } = view
  if (ended === null) return null
  return (
    <Notice
      tone="wait"
      icon={<IconLock {...ICON} />}
      act={
        <Button
          size="xs"
          variant="default"
          data-stop
          onClick={() => open({ dialog: 'removeSpace', spaceId })}
        >
          {t('spaces.removeAct')}
        </Button>
      }
    >
      <Say id={`members.ended.${ended}`} values={{ space: name }} />
    </Notice>
  )
}

interface LookAtProps {
  readonly spaceId: SpaceFacts['spaceId']
  readonly userId: UserId
}

/** Leads to a person: their number, their devices, and how they can be removed. */
function LookAt({ spaceId, userId }: LookAtProps) {
  const { t } = useTranslation()
  const { go } = useRouter()
  return (
    <Button size="xs" variant="default" onClick={() => go(personRoute(spaceId, userId))}>
      {t('trust.look')}
    </Button>
  )
}

/** Somebody whose number was compared comes with another key, or somebody else with their name. */
function ChangedKeys({ view }: { readonly view: SpaceFacts }) {
  const { t } = useTranslation()
  const doubtful = view.members.filter(
    ({ verified }) => verified === 'changed' || verified === 'namesake',
  )
  return doubtful.map(({ person, verified }) => (
    <Notice
      key={person.userId}
      tone="stop"
      icon={<IconAlertTriangle {...ICON} />}
      act={<LookAt spaceId={view.spaceId} userId={person.userId} />}
    >
      <Say
        id={verified === 'changed' ? 'trust.changed' : 'trust.namesake'}
        values={{ name: person.name || t('common.nameless') }}
      />
    </Notice>
  ))
}

/** Not by its own doing does a device come to this: its person is looked at. */
const isAgainstOthers = (kind: SpaceFacts['notices'][number]['kind']) =>
  kind === 'equivocation' || kind === 'refusedSnapshot'

const urgency = ({ kind, self }: SpaceFacts['notices'][number]) =>
  isAgainstOthers(kind) || (self && kind === 'forked') ? 1 : 0

/** What a device did that others have to know of. */
function DeviceNotices({ view }: { readonly view: SpaceFacts }) {
  const { t } = useTranslation()
  // On a phone not all may be in sight at once.
  const urgentFirst = view.notices.toSorted((a, b) => urgency(b) - urgency(a))
  return urgentFirst.map((notice) => {
    const { kind, person, deviceId, deviceLabel, self } = notice
    if (self && (kind === 'forked' || kind === 'equivocation'))
      return <SelfForked key={`${kind}/${deviceId}`} />
    const owner = ownerWord(t, person.name, deviceLabel)
    const id = self && kind === 'restored' ? 'selfRestored' : kind
    return (
      <Notice
        key={`${kind}/${deviceId}/${notice.itemId}`}
        tone={isAgainstOthers(kind) ? 'stop' : 'wait'}
        icon={<IconAlertTriangle {...ICON} />}
        act={
          kind === 'quarantined' ? (
            <Held spaceId={view.spaceId} deviceId={deviceId} />
          ) : (
            // From there the device, or the person, can be removed.
            isAgainstOthers(kind) && <LookAt spaceId={view.spaceId} userId={person.userId} />
          )
        }
      >
        <Say id={`notices.${id}`} values={{ owner }} />
      </Notice>
    )
  })
}

/** What was written here while others decided about its author. */
function OwnVoid({ view }: { readonly view: SpaceFacts }) {
  if (!view.ownVoid) return null
  return (
    <Notice tone="wait" icon={<IconAlertTriangle {...ICON} />}>
      <Say id="notices.ownVoid" />
    </Notice>
  )
}

/** What somebody did that does not count: who looks for its effect is told why there is none. */
function Undone({ view }: { readonly view: SpaceFacts }) {
  const { t } = useTranslation()
  const nameOf = ({ name, self }: SpaceFacts['self']) => {
    const named = name || t('common.nameless')
    return self ? `${named} ${t('common.you')}` : named
  }
  return view.undone.map(({ entry, what, because, actor, whom, by }) => {
    const values = {
      ...{ actor: nameOf(actor), by: nameOf(by) },
      whom: whom ? nameOf(whom) : '',
    }
    return (
      <Notice key={entry} tone="wait" icon={<IconArrowBackUp {...ICON} />}>
        <Say id={`notices.undone.${what}`} values={values} />{' '}
        <Say id={`notices.because.${because}`} values={values} />
      </Notice>
    )
  })
}

/** This device went on from a backup: what becomes of it, and what can be done. */
function SelfForked() {
  const { t } = useTranslation()
  const { go } = useRouter()
  const { value } = useStream('devices', 'watch', undefined)
  const told = value?.renewal ?? 'waiting'
  const renewal = told === 'none' ? 'soon' : told
  const toDevices = (
    <Button size="xs" variant="default" onClick={() => go({ page: 'settings' })}>
      {t('devices.title')}
    </Button>
  )
  return (
    <Notice
      tone={renewal === 'soon' ? 'wait' : 'stop'}
      icon={<IconAlertTriangle {...ICON} />}
      act={renewal === 'asking' ? <RenewalAct /> : renewal === 'refused' && toDevices}
    >
      <Say id={`notices.selfForked.${renewal}`} />
    </Notice>
  )
}

interface HeldProps {
  readonly spaceId: SpaceFacts['spaceId']
  readonly deviceId: SpaceFacts['notices'][number]['deviceId']
}

function Held({ spaceId, deviceId }: HeldProps) {
  const { t } = useTranslation()
  const client = useClient()
  const retry = useCommand(client.spaces.retryQuarantined)
  const drop = useCommand(client.spaces.dropQuarantined)
  const leaveOut = async () => {
    const result = await drop.run({ spaceId, deviceId })
    // The button goes with its notice.
    if (result.ok) document.querySelector<HTMLElement>('[data-region=stage]')?.focus()
  }
  return (
    <div className={css.acts}>
      <Button
        size="xs"
        variant="default"
        loading={retry.pending}
        onClick={() => retry.run({ spaceId, deviceId })}
      >
        {t('notices.retry')}
      </Button>
      <Button
        size="xs"
        variant="default"
        data-stop
        loading={drop.pending}
        onClick={() => void leaveOut()}
      >
        {t('notices.drop')}
      </Button>
      <FailureLine failure={retry.error ?? drop.error} />
    </div>
  )
}
