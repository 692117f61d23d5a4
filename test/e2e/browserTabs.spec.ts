import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from './fixtures.ts'
import { article, createSpace, openSpace, post } from './steps.ts'

// Only the browser host has tabs and an origin.

test('the address shows no token, and a reload and a second tab come in without one', async ({
  startAtHome,
}) => {
  const { page } = await startAtHome('Alice')
  const problems: string[] = []
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) problems.push(message.text())
  })
  expect(new URL(page.url()).hash).toBe('')
  await createSpace(page, 'Canal house 14')

  const second = await page.context().newPage()
  await second.goto(page.url())
  await openSpace(second, 'Canal house 14')
  await post(second, 'From the second tab')
  await expect(article(page, 'From the second tab')).toBeVisible()

  await page.reload()
  await openSpace(page, 'Canal house 14')
  await expect(article(page, 'From the second tab')).toBeVisible()
  await second.close()
  await post(page, 'From the first tab')
  expect(problems).toEqual([])
})

test('a browser without the token is told how to come in; a page of another origin can neither read, nor write, nor open the bridge', async ({
  startAtHome,
  visit,
}) => {
  const { page } = await startAtHome('Alice')
  const stranger = await visit(page.url())
  await expect(
    stranger.getByText('Open the address that Foyer printed when it started.'),
  ).toBeVisible()
  await expect(stranger.getByRole('textbox')).toHaveCount(0)
  await expect(stranger.getByText('Alice')).toHaveCount(0)

  const { origin } = new URL(page.url())
  const script = await page.evaluate(() => document.querySelector('script')?.src ?? '')
  expect(script).toContain(`${origin}/assets/`)
  const evil = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html')
    response.end('<!doctype html><title>evil</title>')
  })
  await new Promise<void>((done) => evil.listen(0, '127.0.0.1', done))
  const other = await page.context().newPage()
  await other.goto(`http://127.0.0.1:${(evil.address() as AddressInfo).port}/`)

  const outcome = await other.evaluate(
    async ({ target, script }) => {
      const tryFetch = async (path: string, init: RequestInit) =>
        fetch(target + path, init).then(
          (response) => `${response.type} ${response.status}`,
          () => 'refused',
        )
      const socket = new WebSocket(`${target.replace('http', 'ws')}/bridge`, ['foyer.v1', 'x'])
      const bridge = await new Promise<string>((done) => {
        socket.onopen = () => done('open')
        socket.onerror = () => done('refused')
      })
      const embedded = await new Promise<string>((done) => {
        const element = document.createElement('script')
        element.type = 'module'
        element.onload = () => done('loaded')
        element.onerror = () => done('refused')
        element.src = script
        document.body.append(element)
      })
      const frame = document.createElement('iframe')
      frame.src = target
      const loaded = new Promise((done) => {
        frame.onload = done
      })
      document.body.append(frame)
      await loaded
      return {
        read: await tryFetch('/', {}),
        exchange: await tryFetch('/session', { method: 'POST', body: 'A'.repeat(43) }),
        write: await tryFetch('/bulk/files/x/y?offset=0', { method: 'PUT', body: 'x' }),
        bridge,
        embedded,
      }
    },
    { target: origin, script },
  )
  expect(outcome).toEqual({
    read: 'refused',
    exchange: 'refused',
    write: 'refused',
    bridge: 'refused',
    embedded: 'refused',
  })
  // What may not be framed shows the browser's own error page instead.
  await expect
    .poll(() => other.frames().map((frame) => frame.url()))
    .toContain('chrome-error://chromewebdata/')
  expect(other.frames().filter((frame) => frame.url().startsWith(origin))).toEqual([])
  evil.closeAllConnections()
  evil.close()
})
