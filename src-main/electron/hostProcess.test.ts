import { afterEach, describe, expect, it, vi } from 'vitest'
import { type HostProcess, startHostProcess } from './hostProcess.ts'

/** A host that answers for so many questions, and then does nothing but turn in circles. */
const hostThatAnswers = (times: number) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { parentPort } from 'node:worker_threads'
      let left = ${times}
      parentPort.on('message', ({ type }) => {
        if (type === 'stop') parentPort.postMessage({ type: 'stopped' })
        if (type !== 'ping') return
        while (left <= 0) {}
        left--
        parentPort.postMessage({ type: 'pong' })
      })
      parentPort.postMessage({ type: 'ready' })
    `)}`,
  )

describe('rule 13: the shell watches its host', () => {
  let host: HostProcess | undefined
  afterEach(() => host?.stop())

  const start = (times: number) => {
    const onCrash = vi.fn()
    host = startHostProcess({
      script: hostThatAnswers(times),
      data: { profileDir: '', relay: null, port: null, guestDir: '' },
      keychain: { available: false } as never,
      onCrash,
      pingMs: 10,
    })
    return onCrash
  }

  it('ends one that hangs, and says so once', async () => {
    const onCrash = start(3)
    await vi.waitFor(() => expect(onCrash).toHaveBeenCalled(), 5_000)
    await new Promise((done) => setTimeout(done, 100))
    expect(onCrash.mock.calls).toEqual([[new Error('The host hung.')]])
  })

  it('leaves one alone that answers', async () => {
    const onCrash = start(10_000)
    await new Promise((done) => setTimeout(done, 600))
    expect(onCrash).not.toHaveBeenCalled()
  })
})
