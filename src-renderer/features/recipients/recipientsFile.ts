import type { TFunction } from 'i18next'
import type { QueryValue } from '../../state/client.ts'
import type { Format } from '../../state/format.ts'
import { deviceWord } from '../sync/deviceWords.ts'
import type { Recipient, SpaceRecipients } from './gatherRecipients.ts'
import { groundsWords } from './groundsWords.ts'

type Relays = QueryValue<'app', 'facts'>['relays']

export interface RecipientsList {
  /** ms since 1970 */
  readonly at: number
  /** Those who pass sealed data on, and what they say of themselves. */
  readonly relays: Relays
  readonly spaces: readonly SpaceRecipients[]
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

/** For machines. Times are ISO 8601 in UTC; ids are those of the Space's documents. */
export function recipientsJson({ at, relays, spaces }: RecipientsList): string {
  const file = {
    format: 'foyer-recipients/1',
    at: iso(at),
    relays: relays.map(({ url, operator, region, mailboxDays }) => ({
      ...{ url, operator, region, mailboxDays },
    })),
    spaces: spaces.map(({ space, written, recipients }) => ({
      ...{ spaceId: space.spaceId, name: space.name, within: space.parent, written },
      recipients: recipients.map(recipientJson),
    })),
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

function recipientJson({ grounds, given }: Recipient) {
  const person = (one: Recipient['grounds']['person'] | null) =>
    one && { userId: one.userId, name: one.name }
  const act = ({ at, by }: { readonly at: number; readonly by: Parameters<typeof person>[0] }) => ({
    at: iso(at),
    by: person(by),
  })
  return {
    ...person(grounds.person),
    stays: grounds.stays.map(({ how, joined, link, roles, end }) => ({
      how,
      joined: act(joined),
      link: link && {
        by: person(link.by),
        approval: link.approval,
        expiresAt: iso(link.expiresAt),
      },
      roles: roles.map((role) => ({ role: role.role, ...act(role) })),
      end: end && act(end),
    })),
    told: grounds.told.map(({ what, at, legalBasis }) => ({ what, at: iso(at), legalBasis })),
    devices: grounds.devices.map(({ deviceId, label, addedAt, left }) => ({
      ...{ deviceId, label, left },
      addedAt: iso(addedAt),
    })),
    received: given.map(({ kind, id, itemId, excerpt, at, state, devices }) => ({
      ...{ kind, id, itemId, excerpt, state },
      writtenAt: iso(at),
      devices: devices.map((device) => ({ deviceId: device.deviceId, since: iso(device.at) })),
    })),
  }
}

/** For people. */
export function recipientsText(list: RecipientsList, t: TFunction, format: Format): string {
  const { at, relays, spaces } = list
  const lines = [
    t('recipients.file.title', { when: format.fullDate(at) }),
    '',
    ...(relays.length > 0 ? [t('recipients.file.relays'), ...relays.map(relayLine), ''] : []),
    ...spaces.flatMap((one) => spaceLines(one, t, format)),
    t('recipients.hint'),
  ]
  return `${lines.join('\n')}\n`
}

const relayLine = ({ url, operator, region }: Relays[number]) =>
  `  ${[url, operator, region].filter((part) => part !== null).join(', ')}`

function spaceLines(
  { space, recipients }: SpaceRecipients,
  t: TFunction,
  format: Format,
): string[] {
  return [
    space.name,
    ...(recipients.length === 0 ? [`  ${t('recipients.file.nobody')}`] : []),
    ...recipients.flatMap((one) => recipientLines(one, t, format).map((line) => `  ${line}`)),
    '',
  ]
}

function recipientLines({ grounds, given }: Recipient, t: TFunction, format: Format): string[] {
  const { stays, told } = groundsWords(grounds, t, format)
  const labels = new Map(grounds.devices.map(({ deviceId, label }) => [deviceId, label]))
  const when = (at: number) => `${format.fullDate(at)} ${format.time(at)}`
  const itemLine = ({ kind, excerpt, at, devices }: Recipient['given'][number]) => {
    const since = devices.map((device) => {
      const word = deviceWord(t, labels.get(device.deviceId) ?? '')
      return `${device.at === null ? t('recipients.sinceUnknown') : when(device.at)} (${word})`
    })
    const what = `${t(`recipients.kind.${kind}`)} “${excerpt || t('notes.untitled')}”`
    return `  ${t('recipients.file.item', { what, written: when(at), since: since.join('; ') })}`
  }
  return [
    grounds.person.name || t('common.nameless'),
    ...[...stays, ...told].map((words) => `  ${words}`),
    ...(given.length === 0 ? [`  ${t('recipients.file.nothing')}`] : given.map(itemLine)),
  ]
}
