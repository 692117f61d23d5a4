import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import WebSocket from 'ws'
import { ready } from '../../src-core/crypto/index.ts'
import { parseLink } from '../../src-core/membership/link.ts'
import { expect, type Page, test } from './fixtures.ts'
import { findPlanted, findPlantedInFolder, type Planted } from './leaks/findPlanted.ts'
import { heapArgs, readHeap, readMemory } from './leaks/readMemory.ts'
import { type RecordingProxy, startRecordingProxy } from './leaks/recordingProxy.ts'
import { type RunningRelay, startRelay } from './shells/relay.ts'
import {
  article,
  attach,
  comment,
  createSpace,
  firstRun,
  invite,
  join as joinSpace,
  PASSPHRASE,
  post,
  spaceHeading,
  syncLine,
} from './steps.ts'

// Words that stand nowhere else, so that a find is a leak.
const words = {
  aliceName: 'Alice Quillfeather-Osterley',
  bobName: 'Bob Zwartepoorte-Kwikzilver',
  guestName: 'Gus Vuurdoorn-Appelscha',
  guestMail: 'gus.vuurdoorn@kwetsbaar.example',
  spaceName: 'Kwartelhof renovation 8831',
  message: 'Purple heron sleeps behind the boiler',
  edited: 'Scarlet heron woke in the pantry',
  draft: 'Half a sentence about cormorants',
  noteTitle: 'Bittern minutes of Thursday',
  noteBody: 'Spoonbills approve the slate border',
  comment: 'Avocets would rather have marble',
  fileName: 'turnstone-ledger-5517.txt',
  fileContent: 'Godwit pays Dunlin forty-two thousand',
  passphrase: PASSPHRASE,
} satisfies Planted

let heapFolder: string
let relay: RunningRelay
let proxy: RecordingProxy

test.beforeEach(async () => {
  await ready()
  heapFolder = mkdtempSync(join(tmpdir(), 'foyer-relay-heap-'))
  relay = await startRelay(0, heapArgs(heapFolder))
  proxy = await startRecordingProxy(relay.port)
})
test.afterEach(async () => {
  proxy.stop()
  await relay.stop()
  rmSync(heapFolder, { recursive: true, force: true })
})

test('of what people write, nothing readable is on disk, in the browser, or at the relay', async ({
  start,
  startAtHome,
  visit,
}) => {
  const args = ['--relay', `ws://127.0.0.1:${proxy.port}`]
  const alice = await start('Alice', { args })
  // Alice goes through the first run, with all that it asks for.
  await firstRun(alice.page, words.aliceName)
  const bob = await startAtHome(words.bobName, { args })
  await createSpace(alice.page, words.spaceName)
  const link = await invite(alice.page, 'Editor')
  await joinSpace(bob.page, link, words.spaceName)
  await writeEverything(alice.page, bob.page)
  const guestLink = await invite(alice.page, 'Guest')
  const gus = await visit(guestLink)
  await gus.getByRole('textbox', { name: 'First name' }).fill(words.guestName)
  await gus.getByRole('textbox', { name: 'E-mail' }).fill(words.guestMail)
  await gus.getByRole('button', { name: 'Enter' }).click()
  await expect(spaceHeading(gus, words.spaceName)).toBeVisible()
  await expect(article(gus, words.edited)).toBeVisible()
  await expect(syncLine(alice.page)).toContainText('Gus')

  const planted = { ...words, ...keysOf('link', link), ...keysOf('guestLink', guestLink) }
  for (const page of [alice.page, bob.page]) {
    expect(findPlanted(Buffer.from(await pageStorage(page)), planted)).toEqual([])
  }
  // A visitor's tab keeps its own link until it closes, so that a reload does not lose it.
  expect(findPlanted(Buffer.from(await pageStorage(gus)), words)).toEqual([])
  // Before the heap is taken, which collects garbage and so would hide some.
  const memory = readMemory(relay.pid) ?? Buffer.alloc(0)
  const heap = await readHeap(relay.pid, heapFolder)
  const traffic = proxy.recorded()
  expect(traffic.includes('"publish"')).toBe(true)
  expect(findPlanted(traffic, planted)).toEqual([])
  expect(findPlanted(heap, planted)).toEqual([])
  expect(findPlanted(memory, planted)).toEqual([])

  for (const person of [alice, bob]) {
    expect(findPlanted(Buffer.from(person.shell.output()), planted)).toEqual([])
    // Killed, so that the write-ahead log is still there.
    await person.shell.kill()
    expect(findPlantedInFolder(person.dataDir, planted)).toEqual([])
  }
})

test('the search finds what is there: in traffic, in memory, in files', async () => {
  const planted: Planted = { message: words.message, fileName: words.fileName }
  const all = ['fileName', 'message']
  const found = (finds: readonly string[]) =>
    [...new Set(finds.map((find) => /(\w+) as/.exec(find)?.[1]))].sort()

  const socket = new WebSocket(`ws://127.0.0.1:${proxy.port}`)
  await new Promise((done) => socket.once('open', done))
  // A topic stays in the relay's heap as long as somebody listens to it.
  socket.send(JSON.stringify({ type: 'subscribe', topics: [words.message, words.fileName] }))
  socket.send(JSON.stringify({ type: 'ping' }))
  await new Promise((done) => socket.once('message', done))
  expect(found(findPlanted(proxy.recorded(), planted))).toEqual(all)
  const memory = readMemory(relay.pid)
  if (memory) expect(found(findPlanted(memory, planted))).toEqual(all)
  expect(found(findPlanted(await readHeap(relay.pid, heapFolder), planted))).toEqual(all)
  socket.terminate()

  const folder = mkdtempSync(join(tmpdir(), 'foyer-control-'))
  const wide = Buffer.from(`xx${words.message}`, 'utf16le')
  writeFileSync(join(folder, 'wide'), wide)
  writeFileSync(join(folder, 'wide-big'), Buffer.from(wide).swap16())
  for (const before of ['', 'x', 'xx']) {
    writeFileSync(join(folder, `base64-${before}`), btoa(`${before}${words.message}`))
  }
  writeFileSync(join(folder, words.fileName), 'nothing')
  const finds = findPlantedInFolder(folder, planted)
  rmSync(folder, { recursive: true })
  expect([...new Set(finds.map((find) => find.split(':')[0]))].sort()).toEqual(
    ['base64-', 'base64-x', 'base64-xx', words.fileName, 'wide', 'wide-big'].sort(),
  )
})

/** Alice and Bob use every way there is to write something. */
async function writeEverything(alice: Page, bob: Page): Promise<void> {
  await post(alice, words.message)
  await article(alice, words.message).focus()
  await alice.keyboard.press('e')
  await alice.getByRole('textbox', { name: 'Your message' }).fill(words.edited)
  await alice.keyboard.press('Control+Enter')
  await expect(article(bob, words.edited)).toBeVisible()
  await comment(bob, words.edited, words.comment)
  await alice.getByRole('button', { name: 'Start a note' }).click()
  await alice.getByRole('textbox', { name: 'Title' }).fill(words.noteTitle)
  await alice.getByRole('textbox', { name: 'Note', exact: true }).click()
  await alice.keyboard.type(words.noteBody)
  await expect(article(bob, words.noteTitle)).toContainText(words.noteBody)
  await alice.keyboard.press('Escape')
  const buffer = Buffer.from(`${words.fileContent}. `.repeat(20_000))
  await attach(alice, { name: words.fileName, mimeType: 'text/plain', buffer })
  const name = `Download ${words.fileName}`
  await expect(article(bob, words.fileName).getByRole('link', { name })).toBeVisible()
  await bob.getByRole('textbox', { name: 'Write to this Space' }).fill(words.draft)
  await expect(syncLine(alice)).toContainText('Up to date with Bob')
}

/** What whoever finds it could come in with: the seed, and the code that holds it. */
function keysOf(name: string, link: string): Planted {
  const parsed = parseLink(link)
  if (!parsed.ok) throw new Error(parsed.error)
  return { [`${name}Seed`]: parsed.value.seed, [`${name}Code`]: link.split('#')[1] ?? link }
}

/** What a page of ours leaves in its browser. */
const pageStorage = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name)
    const caches_ = await caches.keys()
    return JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      names,
      caches_,
      document.cookie,
    ])
  })
