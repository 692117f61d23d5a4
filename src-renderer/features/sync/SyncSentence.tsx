import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { SyncState } from '../../../src-core/bridge/contract.ts'
import { type Format, useFormat } from '../../state/format.ts'
import type { PlaceWord } from '../../state/placeWord.ts'
import { useStream } from '../../state/useStream.ts'
import { Say } from '../../ui/Say.tsx'
import { ownerWord, thisDeviceWord } from './deviceWords.ts'

interface Props {
  readonly sync: SyncState
  /** Where the line is narrow: one name and a number, no full stop. */
  readonly short?: boolean
  /** Where this is said. */
  readonly place?: PlaceWord
}

/** The one sentence of the sync line: interface.md's table, in the words of the language shown. */
export function SyncSentence({ sync, short = false, place = 'space' }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const status = useStream('app', 'status', undefined).value
  const label = status?.phase === 'ready' ? status.self.deviceLabel : undefined
  const { changes: count, received } = sync
  const here = thisDeviceWord(t, label)
  const owner = ownerWord(t, sync.people[0], sync.deviceLabel)

  switch (sync.kind) {
    case 'notSaved':
      return <Say id={sync.code === 'DISK_FULL' ? 'sync.notSavedFull' : 'sync.notSaved'} />
    case 'heldBack':
      if (sync.code === 'FORKED') return <Say id="sync.heldBackHere" />
      return (
        <Say
          id={sync.code === 'NOT_ALLOWED' ? 'sync.notAllowed' : 'sync.heldBack'}
          values={{ count, owner }}
        />
      )
    case 'ended':
      return <Say id="sync.ended" />
    case 'offline':
      return count === 0 ? (
        <Say id="sync.offlineNothing" values={{ here }} />
      ) : (
        <Say id="sync.offline" values={{ count, here }} />
      )
    case 'relayDown':
      return <Say id="sync.relayDown" />
    case 'alone':
      return <Say id="sync.alone" values={{ here, context: place }} />
    case 'checking':
      return <Say id="sync.checking" />
    case 'sending':
      return <Say id="sync.sending" values={{ count, received, names: names(sync, format, t) }} />
    case 'waiting':
      if (sync.mailbox) return <InMailbox sync={sync} mailbox={sync.mailbox} />
      return count === 0 ? (
        <Say id="sync.waitingNothing" values={{ owner }} />
      ) : (
        <Say id="sync.waiting" values={{ count, owner }} />
      )
    case 'upToDate':
      return <UpToDate sync={sync} short={short} />
    default:
      return sync.kind satisfies never
  }
}

interface InMailboxProps {
  readonly sync: SyncState
  readonly mailbox: NonNullable<SyncState['mailbox']>
}

function InMailbox({ sync, mailbox }: InMailboxProps) {
  const { t } = useTranslation()
  const { date } = useFormat()
  const owner = ownerWord(t, sync.people[0], null)
  const values = { owner, count: mailbox.changes, day: date(mailbox.until) }
  return <Say id="sync.waitingMailbox" values={values} />
}

const known = (sync: SyncState, t: TFunction) =>
  sync.people.map((name) => name || t('common.nameless'))

const names = (sync: SyncState, format: Format, t: TFunction) =>
  sync.people.length > 0 ? format.list(known(sync, t)) : t('sync.someone')

/** Names shown before "and 2 others". */
const NAMED = 3

function UpToDate({ sync, short }: Required<Omit<Props, 'place'>>) {
  const { t } = useTranslation()
  const format = useFormat()
  const people = known(sync, t)
  const [first] = people
  if (!first) return <Say id="sync.upToDateAlone" />
  if (short && people.length > 2) {
    const values = { names: first, count: people.length - 1 }
    return <Say id="sync.shortUpToDateMany" values={values} />
  }
  if (people.length > NAMED + 1) {
    const values = { names: people.slice(0, NAMED).join(', '), count: people.length - NAMED }
    return <Say id="sync.shortUpToDateMany" values={values} />
  }
  const id = short ? 'sync.shortUpToDate' : 'sync.upToDate'
  return <Say id={id} values={{ names: format.list(people) }} />
}
