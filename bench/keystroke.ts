/**
 * `npm run bench:keystroke [-- ROUNDS]`: from a key pressed in a note in one browser process until the
 * letter stands in the same note in another one, over WebRTC. Foyer as it was built (page, host, disk,
 * seal and signature, page), against the same editor on bare y-webrtc, which has none of these. `paced`:
 * a key every 120 ms, each after the pause after which Foyer sends at once; `fast`: a key every 25 ms, of
 * which Foyer collects those of up to 50 ms.
 */
import type { Locator, Page } from '@playwright/test'
import { article, createSpace, expect, invite, join } from './lib/app.ts'
import { inMs, inTurns, percentile, spread } from './lib/figures.ts'
import { typeAndTime } from './lib/keyTimes.ts'
import { openStage, type Stage } from './lib/people.ts'
import { servePage } from './lib/servePage.ts'

const rounds = Number(process.argv[2] ?? 4)
const WARM_UP = { keys: 30, gapMs: 60 }
const SCENARIOS = {
  paced: { keys: 60, gapMs: 120 },
  fast: { keys: 120, gapMs: 25 },
} as const
type Scenario = keyof typeof SCENARIOS
const COALESCE_MS = 50
const TARGETS_MS = { p50: 10, p99: 25 }

interface Pair {
  readonly from: Page
  readonly fromEditor: Locator
  readonly to: Locator
}

const noteEditor = (page: Page) => page.getByRole('textbox', { name: 'Note', exact: true })

async function openFoyerNote(stage: Stage): Promise<Pair> {
  const [alice, bob] = await Promise.all([stage.person('Alice'), stage.person('Bob')])
  await createSpace(alice, 'Canal house 14')
  await join(bob, await invite(alice, 'Editor'), 'Canal house 14')
  await alice.getByRole('button', { name: 'Start a note' }).click()
  await alice.getByRole('textbox', { name: 'Title' }).fill('What we decided')
  await noteEditor(alice).click()
  await article(bob, 'What we decided').focus()
  await bob.keyboard.press('e')
  await expect(noteEditor(bob)).toBeVisible()
  return { from: alice, fromEditor: noteEditor(alice), to: noteEditor(bob) }
}

async function openBareNote(stage: Stage, url: string): Promise<Pair> {
  const pages = await Promise.all(['Alice', 'Bob'].map(async () => (await stage.visitor(url)).page))
  const [alice, bob] = pages as [Page, Page]
  for (const page of pages)
    await page.evaluate((relay) => window.bareNote.join(relay, 'bench'), stage.relay.url)
  await bob.waitForFunction(() => window.bareNote.peers() === 1)
  const editor = (page: Page) => page.locator('.tiptap')
  return { from: alice, fromEditor: editor(alice), to: editor(bob) }
}

async function measure({ from, fromEditor, to }: Pair) {
  await from.bringToFront()
  await fromEditor.click()
  const run = (typing: { keys: number; gapMs: number }) => typeAndTime({ from, to, ...typing })
  await run(WARM_UP)
  const samples = { paced: await run(SCENARIOS.paced), fast: await run(SCENARIOS.fast) }
  // Every round types into an empty note.
  await fromEditor.press('Control+A')
  await fromEditor.press('Delete')
  await expect(to).not.toContainText('x')
  return samples
}

const stage = await openStage()
const page = await servePage('bareNote')
try {
  const pairs = { bare: await openBareNote(stage, page.url), foyer: await openFoyerNote(stage) }
  const samples = await inTurns(rounds, {
    bare: () => measure(pairs.bare),
    foyer: () => measure(pairs.foyer),
  })
  const all = (name: 'bare' | 'foyer', scenario: Scenario) =>
    samples[name].flatMap((round) => round[scenario])
  const lines: string[] = []
  for (const scenario of ['paced', 'fast'] as const) {
    const [bare, foyer] = [all('bare', scenario), all('foyer', scenario)]
    const { keys, gapMs } = SCENARIOS[scenario]
    console.log(`${scenario}: ${rounds} x ${keys} keys, one every ${gapMs} ms`)
    console.log(`  bare y-webrtc  ${spread(bare)}`)
    console.log(`  foyer          ${spread(foyer)}`)
    const delay = scenario === 'fast' ? COALESCE_MS : 0
    const over = (share: number) => percentile(foyer, share) - percentile(bare, share) - delay
    lines.push(
      `${scenario}: ${inMs(over(0.5))} p50 and ${inMs(over(0.99))} p99 on top of bare y-webrtc` +
        `${delay ? ` and ${delay} ms of collecting` : ''} (targets ${TARGETS_MS.p50} and ` +
        `${TARGETS_MS.p99}), ${(percentile(foyer, 0.5) / percentile(bare, 0.5)).toFixed(1)} x p50`,
    )
  }
  for (const line of lines) console.log(`ratio ${line}`)
} finally {
  page.close()
  await stage.close()
}
