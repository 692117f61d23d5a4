import type { TFunction } from 'i18next'
import type { Grounds } from '../../../src-core/bridge/contract.ts'
import type { Person } from '../../../src-core/bridge/schemas.ts'
import type { Format } from '../../state/format.ts'

type Stay = Grounds['stays'][number]

export interface GroundsWords {
  /** A paragraph each, oldest first. */
  readonly stays: readonly string[]
  /** What they were told of oneself, and on what basis; none where nothing was. */
  readonly told: readonly string[]
}

/** What is recorded of the ground on which somebody reads a Space, in sentences. */
export function groundsWords(grounds: Grounds, t: TFunction, { date }: Format): GroundsWords {
  const name = (person: Person | null) =>
    person ? person.name || t('common.nameless') : t('recipients.somebody')
  const isOf = (person: Person | null) => person?.userId === grounds.person.userId

  function came({ how, joined, link }: Stay): string {
    const words = { when: date(joined.at), by: name(joined.by) }
    if (!link) return t(`recipients.${how === 'founded' ? 'founded' : 'named'}`, words)
    return t(link.approval ? 'recipients.cameAsked' : 'recipients.came', {
      ...words,
      maker: name(link.by),
    })
  }
  const inRoles = ([first, ...later]: Stay['roles']): string[] => [
    ...(first ? [t('recipients.role', { role: t(`common.role.${first.role}`) })] : []),
    ...later.map(({ role, at, by }) =>
      t('recipients.roleSince', {
        ...{ role: t(`common.role.${role}`), when: date(at), by: name(by) },
      }),
    ),
  ]
  function ended({ end }: Stay): string[] {
    if (!end) return []
    const when = date(end.at)
    return [
      isOf(end.by)
        ? t('recipients.left', { when })
        : t('recipients.removed', { when, by: name(end.by) }),
    ]
  }
  const visit = ({ link }: Stay) =>
    link?.expiresAt ? [t('recipients.visit', { when: date(link.expiresAt) })] : []
  const paragraph = (stay: Stay) =>
    [came(stay), ...inRoles(stay.roles), ...visit(stay), ...ended(stay)].join(' ')

  return {
    stays: grounds.stays.map(paragraph),
    told: grounds.told.length === 0 ? [] : [toldWords(grounds.told, t, date)],
  }
}

/** What went, and by which basis: what is not recorded is not said. */
function toldWords(told: Grounds['told'], t: TFunction, date: Format['date']): string {
  const things = told.map(({ what, at }) => t(`recipients.told.${what}`, { when: date(at) }))
  const bases = new Set(told.map(({ legalBasis }) => t(`recipients.basis.${legalBasis}`)))
  return [...things, ...bases].join(' ')
}
