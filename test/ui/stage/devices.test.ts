import { text as textOf } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { axeProblems } from '../../support/axe.ts'
import { DESKTOP, PHONE, withStage } from './withStage.ts'

const stage = withStage()

const WENT_ON = 'This device went on from an old backup.'
const until = <T>(read: () => Promise<T>) => expect.poll(read, { timeout: 60_000 })

test.for([
  ['devices', DESKTOP],
  ['devices&dark', PHONE],
] as const)(
  'a device that went on from a backup becomes a new one when asked (%s)',
  async ([query, viewport]) => {
    const page = await stage.open(query, { viewport })
    await page.getByText(WENT_ON).waitFor()
    await page.getByText('that would be set aside').waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.getByRole('button', { name: 'Become a new device' }).click()
    await until(() => page.getByText(WENT_ON).count()).toBe(0)
  },
)

test.for([
  ['soon', 'It becomes a new device by itself in a moment'],
  ['waiting', 'by itself once somebody is online who has what it wrote before'],
  ['refused', 'What this device writes no longer counts.'],
])('what becomes of it is said, and nothing is to be pressed (%s)', async ([renewal, sentence]) => {
  const page = await stage.open(`devices&renewal=${renewal}`)
  await page.getByText(sentence as string).waitFor()
  expect(await page.getByRole('button', { name: 'Become a new device' }).count()).toBe(0)
  expect(await axeProblems(page)).toEqual([])
})

test.for([
  ['devices&renewal=out', DESKTOP],
  ['devices&renewal=out&dark', PHONE],
] as const)(
  'a device that was taken out offers nothing that it cannot do (%s)',
  async ([query, viewport]) => {
    const page = await stage.open(query, { viewport })
    await page.getByText('This device was taken out').waitFor()
    expect(await page.getByRole('button').count()).toBe(0)
    expect(await axeProblems(page)).toEqual([])
  },
)

test.for([
  ['keys', DESKTOP, 'Waiting for Bob and Carol to come online to take the new keys.'],
  ['keys&dark', PHONE, 'Waiting for Bob and Carol to come online to take the new keys.'],
  ['keys&lang=nl', PHONE, 'Wachten op Bob en Carol: de nieuwe sleutels komen'],
] as const)(
  'who has yet to take new keys is named where keys are made (%s)',
  async ([query, viewport, sentence]) => {
    const page = await stage.open(query, { viewport })
    await page.getByText(sentence).waitFor()
    expect(await axeProblems(page)).toEqual([])
  },
)

test.for([
  ['feedback', DESKTOP],
  ['feedback&dark', PHONE],
] as const)(
  'feedback is handed over as it is shown, and by nobody else (%s)',
  async ([query, viewport]) => {
    const page = await stage.open(query, { viewport })
    const sent: string[] = []
    const { origin } = new URL(page.url())
    page.on('request', (request) => {
      const isOwn = request.method() === 'GET' && new URL(request.url()).origin === origin
      if (!isOwn) sent.push(request.url())
    })
    await page.getByRole('textbox', { name: 'What went wrong' }).fill('The list stayed empty.')
    const shown = page.getByRole('textbox', { name: 'Exactly this is handed over' })
    await until(() => shown.inputValue()).toBe('The list stayed empty.')
    await page.getByRole('checkbox', { name: /^Foyer \d/ }).check()
    await page.getByRole('checkbox', { name: 'Language: English' }).check()
    await until(() => shown.inputValue()).toMatch(
      /^The list stayed empty\.\n\nFoyer \d+\.\d+\.\d+\nLanguage: English$/,
    )
    const text = await shown.inputValue()

    const saving = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save as text' }).click()
    const saved = await saving
    expect(saved.suggestedFilename()).toBe('foyer-feedback.txt')
    expect(await textOf(await saved.createReadStream())).toBe(text)
    const mail = await page.getByRole('link', { name: 'Open in mail program' }).getAttribute('href')
    expect(new URL(mail ?? '').searchParams.get('body')).toBe(text.replaceAll('\n', '\r\n'))

    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'))
    })
    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await page.getByText('The clipboard did not take the text.').waitFor()
    expect(await page.evaluate(() => getSelection()?.toString())).toBe(text)
    expect(await axeProblems(page)).toEqual([])
    await page.evaluate(() => {
      navigator.clipboard.writeText = async (written) => void Object.assign(window, { written })
    })
    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => (window as unknown as { written: string }).written)).toBe(text)
    expect(sent).toEqual([])
  },
)
