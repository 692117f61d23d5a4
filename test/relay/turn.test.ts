import type { Browser, Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createRelay, type Relay } from '../../signaling/createRelay.ts'
import type { IceOffer } from '../../src-core/sync/relayProtocol.ts'
import { findTestServer } from '../run/debianPackage.ts'
import { launchChromium } from './support/chromium.ts'
import { type Coturn, startCoturn } from './support/coturn.ts'
import { openTestClient, refusedStatus, type TestClient } from './support/relayClient.ts'

const SECRET = 'shared-by-relay-and-coturn'
let relay: Relay
afterEach(() => relay.close())

async function askForIce(client: TestClient): Promise<unknown> {
  client.send({ type: 'ice' })
  await client.settled()
  return client.received.at(-1)
}

test('a relay without servers says nothing, and no fault is found with the question', async () => {
  relay = await createRelay()
  const client = await openTestClient(relay.url)
  expect(await askForIce(client)).toBeUndefined()
  expect(relay.stats().malformed).toBe(0)
})

test('only those who may connect are given credentials', async () => {
  const turn = { urls: ['turn:turn.example:3478'], secret: SECRET, lifetimeMinutes: 5 }
  relay = await createRelay({ turn, joinToken: 'the token of the practice' })
  expect(await refusedStatus(relay.url)).toBe(401)
  const headers = { authorization: 'Bearer the-wrong-token-of-someone' }
  expect(await refusedStatus(relay.url, { headers })).toBe(401)
  const token = encodeURIComponent('the token of the practice')
  const client = await openTestClient(`${relay.url}/?token=${token}`)
  expect(await askForIce(client)).toMatchObject({
    type: 'ice',
    seconds: 300,
    servers: [{ urls: ['turn:turn.example:3478'], username: expect.stringMatching(/^\d+:/) }],
  })
})

const program = findTestServer('coturn') ?? ''

describe.skipIf(program === '')('with coturn, and ICE that may use nothing else', () => {
  let coturn: Coturn
  let browser: Browser
  beforeAll(async () => {
    coturn = await startCoturn(program, SECRET)
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
    await coturn?.stop()
  })

  async function offerOf(secret: string): Promise<IceOffer> {
    relay = await createRelay({ turn: { urls: [coturn.url], secret, lifetimeMinutes: 5 } })
    return (await askForIce(await openTestClient(relay.url))) as IceOffer
  }

  async function openPage(): Promise<Page> {
    const page = await browser.newPage()
    await page.goto(`${relay.url.replace('ws', 'http')}/healthz`)
    return page
  }

  test('a data channel really goes over the TURN server', async () => {
    const { servers } = await offerOf(SECRET)
    const page = await openPage()
    const result = await page.evaluate(talkToOneself, { servers, withinMs: 60_000 })
    expect(result).toEqual({ said: 'sealed words', local: ['relay'], remote: ['relay'] })
    expect(coturn.log()).toMatch(/ALLOCATE processed, success/)
    expect(coturn.log()).toMatch(
      /CHANNEL_BIND processed, success|CREATE_PERMISSION processed, success/,
    )
    await page.close()
  })

  test('credentials made with another secret get nowhere', async () => {
    const { servers } = await offerOf('not-the-secret-of-coturn')
    const page = await openPage()
    const result = await page.evaluate(talkToOneself, { servers, withinMs: 3_000 })
    expect(result).toEqual({ said: null, local: [], remote: [] })
    await page.close()
  })
})

interface Talk {
  readonly servers: IceOffer['servers']
  readonly withinMs: number
}

/** Runs in the page: two connections that may use nothing but TURN, and one message between them. */
async function talkToOneself({ servers, withinMs }: Talk) {
  const configuration: RTCConfiguration = {
    iceServers: servers.map(({ urls, username = '', credential = '' }) => ({
      urls,
      username,
      credential,
    })),
    iceTransportPolicy: 'relay',
  }
  const [one, two] = [new RTCPeerConnection(configuration), new RTCPeerConnection(configuration)]
  one.onicecandidate = ({ candidate }) => candidate && two.addIceCandidate(candidate)
  two.onicecandidate = ({ candidate }) => candidate && one.addIceCandidate(candidate)
  const heard = new Promise<string>((resolve) => {
    two.ondatachannel = ({ channel }) => {
      channel.onmessage = ({ data }) => resolve(String(data))
    }
  })
  const channel = one.createDataChannel('talk')
  channel.onopen = () => channel.send('sealed words')
  await one.setLocalDescription()
  await two.setRemoteDescription(one.localDescription as RTCSessionDescription)
  await two.setLocalDescription()
  await one.setRemoteDescription(two.localDescription as RTCSessionDescription)
  const tooLate = new Promise<null>((resolve) => setTimeout(() => resolve(null), withinMs))
  const said = await Promise.race([heard, tooLate])
  const stats = [...(await one.getStats()).values()]
  const pairs = stats.filter(
    ({ type, state }) => type === 'candidate-pair' && state === 'succeeded',
  )
  const kindOf = (id: string) => stats.find((entry) => entry.id === id)?.candidateType
  one.close()
  two.close()
  return {
    said,
    local: [...new Set(pairs.map((pair) => kindOf(pair.localCandidateId)))],
    remote: [...new Set(pairs.map((pair) => kindOf(pair.remoteCandidateId)))],
  }
}
