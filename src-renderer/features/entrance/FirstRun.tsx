import { Button, TextInput } from '@mantine/core'
import { IconKey, IconShieldLock } from '@tabler/icons-react'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../state/FoyerProvider.tsx'
import { currentLanguage } from '../../state/i18n.ts'
import { useCommand } from '../../state/useCommand.ts'
import { useFocusArrival } from '../../state/useFocusArrival.ts'
import { FailureLine } from '../../ui/FailureLine.tsx'
import { ICON } from '../../ui/icon.ts'
import { JoiningDevice } from '../devices/JoiningDevice.tsx'
import { ScanDeviceCode } from '../devices/ScanDeviceCode.tsx'
import { KitWords } from '../recovery/KitWords.tsx'
import { Brand, EntranceLayout } from './EntranceLayout.tsx'
import css from './entrance.module.css'
import { LanguageChoice } from './LanguageChoice.tsx'
import { type NewcomerField, problemsOf } from './newcomer.ts'
import { PassphraseField } from './PassphraseField.tsx'
import { StrengthMeter } from './StrengthMeter.tsx'

type Mode = 'new' | 'device' | 'kit'

const TITLES = {
  new: 'entrance.title',
  device: 'devices.joinTitle',
  kit: 'recovery.restoreTitle',
} as const
const STARTS = {
  new: 'entrance.start',
  device: 'devices.join',
  kit: 'recovery.restore',
} as const
/** The other ways to begin; from one of them, back to beginning anew. */
const OTHER_WAYS = [
  ['device', 'devices.already'],
  ['kit', 'recovery.already'],
  ['new', 'devices.backToStart'],
] as const

/** First run: a name, and a passphrase where no keychain keeps the key. */
export function FirstRun({ needsPassphrase }: { readonly needsPassphrase: boolean }) {
  const { t } = useTranslation()
  const client = useClient()
  const create = useCommand(client.app.create)
  const join = useCommand(client.devices.join)
  const [chosen, setChosen] = useState<Mode>()
  const mode = chosen ?? 'new'
  const [link, setLink] = useState('')
  const restore = useCommand(client.recovery.restore)
  const [words, setWords] = useState('')
  const [newcomer, setNewcomer] = useState({ name: '', passphrase: '', repeat: '' })
  const [left, setLeft] = useState<ReadonlySet<NewcomerField>>(new Set())
  const [shown, setShown] = useState(false)
  const form = useFocusArrival<HTMLFormElement>(chosen)
  const meterId = useId()

  const isDevice = mode === 'device'
  const run = { new: create, device: join, kit: restore }[mode]
  // The name comes from the other device.
  const problems = problemsOf(isDevice ? { ...newcomer, name: '-' } : newcomer, needsPassphrase)
  const field = (key: NewcomerField) => {
    const problem = left.has(key) ? problems[key] : undefined
    return {
      value: newcomer[key],
      name: key,
      onChange: (event: { currentTarget: { value: string } }) => {
        const { value } = event.currentTarget
        setNewcomer((known) => ({ ...known, [key]: value }))
      },
      // A field is judged when it is left with something in it.
      onBlur: () => newcomer[key] !== '' && setLeft((known) => new Set(known).add(key)),
      error: problem ? t(`entrance.${problem}`) : undefined,
    }
  }

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setLeft(new Set(['name', 'passphrase', 'repeat']))
    const [first] = Object.keys(problems)
    if (first) return form.current?.querySelector<HTMLElement>(`[name=${first}]`)?.focus()
    const common = {
      language: currentLanguage(),
      ...(needsPassphrase ? { passphrase: newcomer.passphrase } : {}),
    }
    if (mode === 'new') await create.run({ name: newcomer.name, ...common })
    else if (mode === 'kit') await restore.run({ words, name: newcomer.name, ...common })
    else if (link.trim() !== '') await join.run({ link: link.trim(), ...common })
  }

  const passphrases = { visible: shown, onVisibilityChange: setShown, autoComplete: 'new-password' }
  return (
    <EntranceLayout>
      <Brand />
      <h1 className={css.title}>{t(TITLES[mode])}</h1>
      <p className={css.lead}>{t('entrance.lead')}</p>
      <form ref={form} className={css.fields} onSubmit={submit} noValidate>
        {mode === 'kit' && <KitWords value={words} onChange={setWords} />}
        {!isDevice ? (
          <TextInput
            label={t('entrance.name')}
            description={t('entrance.nameHint')}
            autoComplete="nickname"
            dir="auto"
            data-autofocus
            {...field('name')}
          />
        ) : (
          <>
            <TextInput
              label={t('devices.code')}
              description={t('devices.joinHint')}
              dir="ltr"
              autoComplete="off"
              spellCheck={false}
              data-autofocus
              value={link}
              onChange={(event) => setLink(event.currentTarget.value)}
            />
            <ScanDeviceCode onCode={setLink} />
          </>
        )}
        {needsPassphrase ? (
          <>
            <div>
              <PassphraseField
                label={t('entrance.passphrase')}
                aria-describedby={meterId}
                {...passphrases}
                {...field('passphrase')}
              />
              <StrengthMeter id={meterId} passphrase={newcomer.passphrase} />
            </div>
            <PassphraseField label={t('entrance.repeat')} {...passphrases} {...field('repeat')} />
            <p className={css.tip}>
              <IconKey {...ICON} />
              {t('entrance.noReset')} {t('entrance.noKeychain')}
            </p>
          </>
        ) : (
          <p className={css.tip} data-calm>
            <IconShieldLock {...ICON} />
            {t('entrance.keychain')}
          </p>
        )}
        {isDevice && <JoiningDevice />}
        <FailureLine failure={run.error} />
        <div className={css.actions}>
          <Button type="submit" size="lg" loading={run.pending}>
            {t(STARTS[mode])}
          </Button>
        </div>
        <div className={css.ways}>
          {!run.pending &&
            OTHER_WAYS.filter(([to]) => to !== mode && (to === 'new') === (mode !== 'new')).map(
              ([to, label]) => (
                <Button key={to} variant="subtle" size="sm" onClick={() => setChosen(to)}>
                  {t(label)}
                </Button>
              ),
            )}
        </div>
      </form>
      <LanguageChoice keep />
    </EntranceLayout>
  )
}
