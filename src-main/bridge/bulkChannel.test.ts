import { MessageChannel } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { answerBulk, askBulk, type BulkRequest } from './bulkChannel.ts'

const read: BulkRequest = { method: 'GET', url: 'app://bundle/bulk/x', headers: [], body: null }

/** Asks through a message channel, as between the shell and the worker. */
function ask(request: BulkRequest, handle: (request: Request) => Promise<Response>) {
  const { port1, port2 } = new MessageChannel()
  port2.once('message', ({ request, port }) => {
    port2.close()
    void answerBulk(request, port, handle)
  })
  return askBulk(request, (request, port) => port1.postMessage({ request, port }, [port]))
}

test('a piece, its headers and the answer arrive as they were sent', async () => {
  const body = new Uint8Array([0, 255, 7])
  const request = { ...read, method: 'PUT', headers: [['x-a', 'b']] as const, body }
  const answer = await ask(request, async (received) => {
    const text = `${received.method} ${received.headers.get('x-a')} ${(await received.bytes()).join()}`
    return new Response(text, { status: 201, headers: { 'x-c': 'd' } })
  })
  expect(answer.status).toBe(201)
  expect(answer.headers.get('x-c')).toBe('d')
  expect(await answer.text()).toBe('PUT b 0,255,7')
})

test('pieces are made only as fast as they are read, and no longer than somebody reads', async () => {
  let made = 0
  let stopped = false
  const endless = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        made += 1
        controller.enqueue(new Uint8Array(1024))
      },
      cancel() {
        stopped = true
      },
    },
    { highWaterMark: 0 },
  )
  const answer = await ask(read, async () => new Response(endless))
  const reader = answer.body?.getReader()
  await reader?.read()
  await reader?.read()
  expect(made).toBeLessThanOrEqual(3)
  await reader?.cancel()
  await expect.poll(() => stopped).toBe(true)
})

test('a handler that throws answers 500 and says nothing else', async () => {
  const answer = await ask(read, async () => {
    throw new Error('secret')
  })
  expect(answer.status).toBe(500)
  expect(await answer.text()).toBe('')
})

test('an answer without a body ends at once', async () => {
  const answer = await ask(read, async () => new Response(null, { status: 204 }))
  expect(answer.status).toBe(204)
})
