import { Button, NativeSelect, SegmentedControl, Switch, TextInput } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '../../../src-core/bridge/contract.ts'
import { useAnnounce } from '../../state/AnnouncerProvider.tsx'
import { useClient } from '../../state/FoyerProvider.tsx'
import { currentLanguage, LANGUAGE_NAMES, LANGUAGES, type Language } from '../../state/i18n.ts'
import { useSetSettings, useSettings } from '../../state/settings.ts'
import { useCommand } from '../../state/useCommand.ts'
import { useStream } from '../../state/useStream.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { ICON } from '../../ui/icon.ts'
import { Say } from '../../ui/Say.tsx'
import type { Ready } from '../app/Rail.tsx'
import { MyDevices } from '../devices/MyDevices.tsx'
import { IntroductionForm } from '../introduction/IntroductionForm.tsx'
import { SaveRecipients } from '../recipients/SaveRecipients.tsx'
import { ComeBack } from '../recovery/ComeBack.tsx'
import { RecoveryKit } from '../recovery/RecoveryKit.tsx'
import { deviceWord } from '../sync/deviceWords.ts'
import { Feedback, type FeedbackProps } from './Feedback.tsx'
import { Network } from './Network.tsx'
import { SignIns } from './SignIns.tsx'
import css from './settings.module.css'

interface Props {
  readonly status: Ready
  readonly feedback: Omit<FeedbackProps, 'host'>
}

/** Name, appearance, language, keys and the lock of this profile, and feedback on Foyer. */
export function SettingsPage({ status, feedback }: Props) {
  const { t } = useTranslation()
  const client = useClient()
  const settings = useSettings()
  const set = useSetSettings()
  return (
    <div className={css.page}>
      <h1 className={css.title}>{t('settings.title')}</h1>
      <Section title={t('settings.you')}>
        <NameForm name={status.self.name} />
        <p className={css.hint}>
          <Say id="settings.device" values={{ device: deviceWord(t, status.self.deviceLabel) }} />
        </p>
      </Section>
      <Section title={t('introduction.titleEverywhere')}>
        <Introduction />
      </Section>
      <Section title={t('devices.title')}>
        <MyDevices />
        <SignIns />
      </Section>
      <Section title={t('recovery.title')}>
        <RecoveryKit name={status.self.name} />
        <ComeBack />
      </Section>
      <Section title={t('settings.look')}>
        <ThemeChoice value={settings.theme} onChange={(theme) => set({ theme })} />
        <NativeSelect
          className={css.field ?? ''}
          label={t('settings.language')}
          data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          value={settings.language ?? currentLanguage()}
          onChange={(event) => set({ language: event.currentTarget.value as Language })}
        />
      </Section>
      <Section title={t('settings.keys')}>
        <Switch
          withThumbIndicator={false}
          label={t('settings.singleKeys')}
          description={t('settings.singleKeysHint')}
          checked={settings.singleKeys}
          onChange={(event) => set({ singleKeys: event.currentTarget.checked })}
        />
      </Section>
      <Section title={t('settings.network')}>
        <Network settings={settings} set={set} />
      </Section>
      <Section title={t('recipients.all')}>
        <SaveRecipients />
      </Section>
      {status.canLock && (
        <Section title={t('settings.safety')}>
          <p className={css.hint}>{t('settings.lockHint')}</p>
          <div>
            <Button
              variant="default"
              leftSection={<IconLock {...ICON} />}
              aria-keyshortcuts="Control+Shift+L"
              onClick={() => client.app.lock()}
            >
              {t('settings.lock')}
            </Button>
          </div>
        </Section>
      )}
      <Section title={t('feedback.title')}>
        <Feedback host={status.host} {...feedback} />
      </Section>
    </div>
  )
}

/** E-mail and picture, for every Space that is not told something else. */
function Introduction() {
  const { value } = useStream('introduction', 'watch', { spaceId: null })
  if (!value) return null
  return <IntroductionForm spaceId={null} told={value.everywhere} profileName={null} />
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={css.section}>
      <h2>{title}</h2>
      <div className={css.body}>{children}</div>
    </section>
  )
}

function NameForm({ name: known }: { readonly name: string }) {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const client = useClient()
  const rename = useCommand(client.app.rename)
  const [name, setName] = useState(known)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const result = await rename.run({ name })
    if (result.ok) announce(t('settings.saved'))
  }
  const changed = name.trim() !== '' && name.trim() !== known
  return (
    <form onSubmit={submit}>
      <div className={css.name}>
        <TextInput
          className={css.field ?? ''}
          label={t('settings.name')}
          description={t('settings.nameHint')}
          dir="auto"
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={!changed} loading={rename.pending}>
          {t('common.save')}
        </Button>
      </div>
      <FailureLine failure={rename.error} />
    </form>
  )
}

interface ThemeProps {
  readonly value: Settings['theme']
  readonly onChange: (theme: Settings['theme']) => void
}

function ThemeChoice({ value, onChange }: ThemeProps) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div>
      <span className={css.label} id={id}>
        {t('settings.theme')}
      </span>
      <SegmentedControl
        aria-labelledby={id}
        classNames={{ root: css.segments ?? '', indicator: css.indicator ?? '' }}
        withItemsBorders={false}
        value={value}
        onChange={(theme) => onChange(theme as Settings['theme'])}
        data={[
          { value: 'light', label: t('settings.light') },
          { value: 'dark', label: t('settings.dark') },
          { value: 'system', label: t('settings.system') },
        ]}
      />
    </div>
  )
}
