import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DeviceId, SpaceId } from '../../../src-core/base/ids.ts'
import type { GivenItem } from '../../../src-core/bridge/contract.ts'
import { useFormat } from '../../state/format.ts'
import { useRouter } from '../../state/RouterProvider.tsx'
import { spaceRoute } from '../../state/routes.ts'
import { SheetTable } from '../../ui/SheetTable.tsx'
import { deviceWord } from '../sync/deviceWords.ts'
import css from './recipients.module.css'

interface Props {
  readonly spaceId: SpaceId
  readonly items: readonly GivenItem[]
  /** What the person's devices are called. */
  readonly labels: ReadonlyMap<DeviceId, string>
}

/** Items, comments and versions, one a row: what it is, when it was written, and which device has it since when. */
export function GivenTable({ spaceId, items, labels }: Props) {
  const { t } = useTranslation()
  return (
    <SheetTable
      className={css.table}
      headings={[t('recipients.what'), t('recipients.written'), t('recipients.received')]}
    >
      {items.map((item) => (
        <GivenRow key={item.id} spaceId={spaceId} item={item} labels={labels} />
      ))}
    </SheetTable>
  )
}

type RowProps = Omit<Props, 'items'> & { readonly item: GivenItem }

function GivenRow({ spaceId, item, labels }: RowProps) {
  const { t } = useTranslation()
  const { go } = useRouter()
  const { moment } = useFormat()
  const { kind, itemId, excerpt, state, at, devices } = item
  const tab = kind === 'version' ? 'versions' : 'feed'
  const text = <bdi>{excerpt || t('notes.untitled')}</bdi>
  return (
    <tr>
      <td>
        <span className={css.kind}>
          {t(`recipients.kind.${kind}`)}
          {state !== 'here' && ` · ${t(`recipients.state.${state}`)}`}
        </span>
        {state === 'here' ? (
          <UnstyledButton className={css.item} onClick={() => go(spaceRoute(spaceId, tab, itemId))}>
            {text}
          </UnstyledButton>
        ) : (
          <span className={css.gone}>{text}</span>
        )}
      </td>
      <td>{moment(at)}</td>
      <td>
        <ul className={css.since}>
          {devices.map((device) => (
            <li key={device.deviceId}>
              {device.at === null ? t('recipients.sinceUnknown') : moment(device.at)}
              <span className={css.device}>{deviceWord(t, labels.get(device.deviceId) ?? '')}</span>
            </li>
          ))}
        </ul>
      </td>
    </tr>
  )
}
