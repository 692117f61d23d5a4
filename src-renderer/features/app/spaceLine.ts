import type { TFunction } from 'i18next'
import type { SpaceSummary } from '../../../src-core/bridge/contract.ts'
import type { Format } from '../../state/format.ts'

export interface SpaceLine {
  readonly text: string
  /** `ember`: somebody is here now, or waits at the door; `strong`: unread; `plain`: the rest. */
  readonly tone: 'ember' | 'strong' | 'plain'
}

/** The second line of a Space in a list: who is here, else what is new, else how it stands. */
export function spaceLine(space: SpaceSummary, t: TFunction, format: Format): SpaceLine {
  if (space.asking > 0) return { text: t('app.askingLine', { count: space.asking }), tone: 'ember' }
  if (space.here.length > 0) {
    const names = format.list(space.here.map((person) => person.name))
    return { text: t('app.here', { count: space.here.length, names }), tone: 'ember' }
  }
  if (space.sample) return { text: t('app.sampleLine'), tone: 'plain' }
  const { lastActivity } = space
  if (space.unread > 0 && lastActivity) {
    const who = lastActivity.person.name
    return { text: who ? `${who}: ${lastActivity.excerpt}` : lastActivity.excerpt, tone: 'strong' }
  }
  return { text: standing(space, t, format), tone: 'plain' }
}

function standing({ sync, lastActivity }: SpaceSummary, t: TFunction, format: Format): string {
  switch (sync.kind) {
    case 'notSaved':
      return t('app.notSavedLine')
    case 'heldBack':
      return t('app.heldBackLine')
    case 'ended':
      return t('app.endedLine')
    case 'offline':
      return t('app.offlineLine')
    case 'waiting':
    case 'sending':
      return t('app.waitingLine', { names: format.list(sync.people) })
    case 'alone':
      return t('app.aloneLine')
    case 'checking':
      return t('app.checkingLine')
    case 'relayDown':
    case 'upToDate':
      return lastActivity?.excerpt || t('app.emptyLine')
  }
}
