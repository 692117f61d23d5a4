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
