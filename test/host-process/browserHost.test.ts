import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeProfile } from '../support/makeProfile.ts'
import { builtScript, type HostProcess, openPage, startHostProcess } from './hostProcessFixture.ts'
import { soon } from './soon.ts'

const passphrase = 'CANARY-passphrase'

describe('the browser host as a process', () => {
  let data: string
  const running: HostProcess[] = []
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'foyer-process-'))
  })
  afterEach(async () => {
    for (const host of running.splice(0)) if (host.child.exitCode === null) await host.kill()
    rmSync(data, { recursive: true })
  })
  const start = (
    args: readonly string[] = [],
    env: Record<string, string> = {},
    script?: string,
  ) => {
    const host = startHostProcess(['--data', data, ...args], env, script)
    running.push(host)
    return host
  }

  async function createProfile(host: HostProcess) {
    const page = await openPage(host)
    await page.inPhase('firstRun')
    await page.client.app.create({ name: 'CANARY-Alice', passphrase, language: 'en' })
    await page.inPhase('ready')
    return page
  }

  it('keeps what was written across a stop, and nothing of it in the clear', async () => {
    const first = start()
    const { client } = await createProfile(first)
    const { spaceId } = await client.spaces.create({ name: 'CANARY-Space' })
    await client.feed.post({ spaceId, text: 'CANARY-message' })
    const inFiles = () =>
      readdirSync(data, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .filter(({ parentPath, name }) => readFileSync(join(parentPath, name)).includes('CANARY'))
    expect(inFiles()).toEqual([])
    expect(await first.stop()).toBe(0)
    expect(inFiles()).toEqual([])
    expect(first.output()).not.toContain('CANARY')

    const second = start([], { FOYER_PASSPHRASE: passphrase })
    const page = await openPage(second)
    await page.inPhase('ready')
    const window = { spaceId, filter: 'everything', offset: 0, limit: 10 } as const
    const { items } = await page.client.feed.window(window)
    expect(items.map(({ content }) => content)).toMatchObject([{ text: 'CANARY-message' }])
  })

  it('keeps its ports, so that links to it stay good', async () => {
    const first = start()
    const { origin } = await openPage(first)
    await first.stop()
    const ports = readFileSync(join(data, 'default/ports.json'), 'utf8')
    const second = start()
    expect((await openPage(second)).origin).toBe(origin)
    expect(readFileSync(join(data, 'default/ports.json'), 'utf8')).toBe(ports)
  })

  it('is refused a profile that another process has open, and gets it when that was killed', async () => {
    await makeProfile(data, 'Alice', passphrase)
    const first = start([], { FOYER_PASSPHRASE: passphrase })
    await (await openPage(first)).inPhase('ready')
    const second = start()
    await second.said(/This profile is open in another Foyer on this computer/)
    await expect.poll(() => second.child.exitCode, soon).toBe(1)
    await first.kill()
    const third = start([], { FOYER_PASSPHRASE: passphrase })
    const page = await openPage(third)
    await page.inPhase('ready')
  })

  it('says that a passphrase is wrong, at start and on the page', async () => {
    await makeProfile(data, 'Alice', passphrase)
    const first = start([], { FOYER_PASSPHRASE: 'other' })
    await first.said(/This is not the passphrase of this profile/)
    await expect.poll(() => first.child.exitCode, soon).toBe(1)
    const second = start()
    const page = await openPage(second)
    await page.inPhase('locked')
    const wrong = page.client.app.unlock({ passphrase: 'other' })
    await expect(wrong).rejects.toMatchObject({ code: 'WRONG_PASSPHRASE' })
    await page.client.app.unlock({ passphrase })
    await page.inPhase('ready')
    await page.client.app.lock()
    await page.inPhase('locked')
    await expect(page.client.spaces.create({ name: 'x' })).rejects.toMatchObject({ code: 'LOCKED' })
  })

  it('runs two profiles side by side, and says when a port is taken', async () => {
    const first = start(['--profile', 'alice'])
    const { origin } = await openPage(first)
    const second = start(['--profile', 'bob'])
    expect((await openPage(second)).origin).not.toBe(origin)
    const third = start(['--profile', 'carol', '--port', new URL(origin).port])
    await third.said(/Another program already listens on this port/)
    await expect.poll(() => third.child.exitCode, soon).toBe(1)
  })

  // From source, Node's own TypeScript reader takes 25 MB of it.
  it.skipIf(!existsSync(builtScript))('needs at most 150 MB when idle', async () => {
    const host = start([], {}, builtScript)
    await createProfile(host)
    await expect.poll(host.memory).toBeLessThanOrEqual(150)
  })
})
