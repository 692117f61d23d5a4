import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { KeptDoor } from '../../../src-core/bridge/keptDoor.ts'
import { useFormat } from '../../state/format.ts'
import { Arch } from '../../ui/Arch.tsx'
import { Brand, EntranceLayout } from '../entrance/EntranceLayout.tsx'
import { LanguageChoice } from '../entrance/LanguageChoice.tsx'
import css from './keptDoors.module.css'

interface Props {
  readonly doors: readonly KeptDoor[]
  readonly onChoose: (door: KeptDoor) => void
}

/** A page that was opened without a link, where several visits are kept: which one is meant. */
export function KeptDoors({ doors, onChoose }: Props) {
  const { t } = useTranslation()
  const { moment } = useFormat()
  return (
    <EntranceLayout>
      <Brand />
      <h1 className={css.title}>{t('guest.doorsTitle')}</h1>
      <p className={css.hint}>{t('guest.doorsHint')}</p>
      <ul className={css.doors}>
        {doors.map((door) => (
          <li key={door.name}>
            <UnstyledButton className={css.door} onClick={() => onChoose(door)}>
              <Arch name={door.space} enamel={door.enamel} size="m" />
              <span className={css.text}>
                <bdi>{door.space || t('guest.reachingTitle')}</bdi>
                <span className={css.hint}>
                  {door.until === null
                    ? t('guest.doorOpen')
                    : t('guest.doorUntil', { when: moment(door.until) })}
                </span>
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      <LanguageChoice keep={false} />
    </EntranceLayout>
  )
}
