import { IconDoorExit, IconMailOff, IconMessageCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Door } from '../../../src-core/bridge/contract.ts'
import { useFormat } from '../../state/format.ts'
import { ICON } from '../../ui/icon.ts'
import { Say } from '../../ui/Say.tsx'
import { relayHost } from '../join/relayHost.ts'
import css from './guest.module.css'

interface Props {
  readonly answered: (Door & { readonly state: 'answered' }) | undefined
}

const WRITERS = ['editor', 'commenter']

/** Told before the button is pressed: what stays, and who reads. */
export function WhatIsKept({ answered }: Props) {
  const { t } = useTranslation()
  const { list } = useFormat()
  const writes = answered && WRITERS.includes(answered.role)
  return (
    <section className={css.keeps}>
      <h2>{t('guest.keeps')}</h2>
      <ul>
        {writes && (
          <li>
            <IconMessageCircle {...ICON} />
            <span>
              <Say id="guest.keepsText" />
            </span>
          </li>
        )}
        <li>
          <IconMailOff {...ICON} />
          <span>
            <Say id="guest.keepsMail" />
          </span>
        </li>
        <li>
          <IconDoorExit {...ICON} />
          <span>
            <Say id="guest.keepsNothing" />
          </span>
        </li>
      </ul>
      {answered && (
        <p className={css.readers}>
          {writes && answered.readers.length > 0 && (
            <Say
              id="guest.readers"
              values={{ names: list(answered.readers), count: answered.readers.length }}
            />
          )}{' '}
          {t('guest.relay', { relay: relayHost(answered.relay) })}
        </p>
      )}
    </section>
  )
}
