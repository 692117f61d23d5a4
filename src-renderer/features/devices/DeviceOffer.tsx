import { Button, TextInput } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import type { DeviceOffer as Offer } from '../../../src-core/bridge/contract/devices.ts'
import { useClient } from '../../state/FoyerProvider.tsx'
import { useCommand } from '../../state/useCommand.ts'
import { useFocusArrival } from '../../state/useFocusArrival.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { QrCode } from '../../ui/QrCode.tsx'
import { Say } from '../../ui/Say.tsx'
import { deviceWord } from '../sync/deviceWords.ts'
import css from './devices.module.css'
import { SixDigits } from './SixDigits.tsx'

/** The code for a new device, until one has asked and the digits were compared; then what came of it. */
export function DeviceOffer({ offer }: Props) {
  const isOver = offer.state === 'done' || offer.state === 'expired'
  return isOver ? <Outcome offer={offer} /> : <OpenOffer offer={offer} />
}

interface Props {
  readonly offer: Offer
}

function Outcome({ offer }: Props) {
  const { t } = useTranslation()
  const step = useFocusArrival<HTMLParagraphElement>(offer.state)
  const done = t(offer.kind === 'return' ? 'devices.doneBack' : 'devices.done')
  return (
    <p ref={step} className={css.outcome} role="status" tabIndex={-1}>
      {offer.state === 'expired' ? t('devices.expired') : done}
    </p>
  )
}

function OpenOffer({ offer }: Props) {
  const { t } = useTranslation()
  const client = useClient()
  const cancel = useCommand(client.devices.cancelOffer)
  const back = offer.kind === 'return'
  const step = useFocusArrival<HTMLElement>(offer.asking ? 'asking' : 'waiting')
  return (
    <section
      ref={step}
      className={css.offer}
      aria-label={t(back ? 'devices.help' : 'devices.add')}
      tabIndex={-1}
    >
      {offer.asking ? (
        <Asks asking={offer.asking} back={back} />
      ) : (
        <Code link={offer.link} back={back} />
      )}
      <div>
        <Button size="xs" variant="subtle" loading={cancel.pending} onClick={() => cancel.run()}>
          {t(offer.asking ? 'devices.differ' : 'common.cancel')}
        </Button>
      </div>
    </section>
  )
}

function Code({ link, back }: { readonly link: string; readonly back: boolean }) {
  const { t } = useTranslation()
  const { copied, copy } = useClipboard({ timeout: 3000 })
  return (
    <>
      <p className={css.hint}>{t(back ? 'devices.helpHint' : 'devices.addHint')}</p>
      <QrCode text={link} label={t('devices.qrLabel')} />
      <TextInput
        label={t(back ? 'devices.helpCode' : 'devices.code')}
        readOnly
        dir="ltr"
        value={link}
        onFocus={(event) => event.currentTarget.select()}
        classNames={{ input: css.code ?? '' }}
        rightSectionWidth="auto"
        rightSectionProps={{ style: { paddingInlineEnd: 4 } }}
        rightSection={
          <Button size="xs" onClick={() => copy(link)}>
            {copied ? t('common.copied') : t('common.copy')}
          </Button>
        }
      />
      <p className={css.hint} role="status">
        {t(back ? 'devices.helpWaiting' : 'devices.waiting')}
      </p>
    </>
  )
}

interface AsksProps {
  readonly asking: NonNullable<Offer['asking']>
  readonly back: boolean
}

function Asks({ asking, back }: AsksProps) {
  const { t } = useTranslation()
  const client = useClient()
  const confirm = useCommand(client.devices.confirm)
  return (
    <>
      <p role="alert">
        {back ? (
          <Say id="devices.asksBack" values={{ name: asking.name || t('common.nameless') }} />
        ) : (
          <Say id="devices.asks" values={{ label: deviceWord(t, asking.label) }} />
        )}
      </p>
      <SixDigits digits={asking.digits} />
      <div>
        <Button loading={confirm.pending} onClick={() => confirm.run()}>
          {t('devices.same')}
        </Button>
      </div>
      <FailureLine failure={confirm.error} />
    </>
  )
}
