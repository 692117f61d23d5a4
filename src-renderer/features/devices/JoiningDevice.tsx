import { useTranslation } from 'react-i18next'
import { useFocusArrival } from '../../state/useFocusArrival.ts'
import { useFocusHeir } from '../../state/useFocusHeir.ts'
import { useStream } from '../../state/useStream.ts'
import css from './devices.module.css'
import { SixDigits } from './SixDigits.tsx'

/** What is to be compared now must be seen, on a phone too. */
const intoView = (element: Element | null) => {
  // Returns a promise in some browsers, which is no end of a ref.
  void element?.scrollIntoView({ block: 'nearest' })
}

/** What a new device is doing while it becomes one's own. */
export function JoiningDevice() {
  const { value } = useStream('devices', 'joining', undefined)
  return value && value.state !== 'none' ? <Steps joining={value} /> : null
}

type Joining = NonNullable<ReturnType<typeof useStream<'devices', 'joining'>>['value']>

function Steps({ joining }: { readonly joining: Joining }) {
  // The button that began it waits, and has lost the focus by that.
  const step = useFocusArrival<HTMLDivElement>(
    joining.state === 'reaching' ? undefined : joining.state,
  )
  const part = useFocusHeir<HTMLDivElement>()
  return (
    <div ref={part}>
      <div ref={step} role="status" tabIndex={-1}>
        <Step joining={joining} />
      </div>
    </div>
  )
}

function Step({ joining }: { readonly joining: Joining }) {
  const { t } = useTranslation()
  switch (joining.state) {
    case 'reaching':
      return <p className={css.hint}>{t('devices.reaching')}</p>
    case 'compare':
      return (
        <div ref={intoView}>
          <p className={css.hint}>{t('devices.compare')}</p>
          <SixDigits digits={joining.digits} />
        </div>
      )
    case 'receiving':
      return <p className={css.hint}>{t('devices.receiving', { name: joining.name })}</p>
    case 'none':
      return null
  }
}
