import type { TFunction } from 'i18next'
import type { Invitation } from '../../../src-core/bridge/contract.ts'
import type { Format } from '../../state/format.ts'

/** A link's terms on one line: "Editor, once, until tomorrow 12:00". */
export function describeLink(
  { role, maxUses, expiresAt }: Invitation,
  t: TFunction,
  { moment }: Format,
): string {
  const many = maxUses === null ? t('invite.rowAny') : t('invite.times', { count: maxUses })
  return t('invite.row', {
    role: t(`common.role.${role}`),
    uses: maxUses === 1 ? t('invite.rowOnce') : many,
    until:
      expiresAt === null ? t('invite.rowNever') : t('invite.rowUntil', { when: moment(expiresAt) }),
  })
}
