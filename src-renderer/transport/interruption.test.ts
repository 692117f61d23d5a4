import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchInterruptions } from './interruption.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function watched(polite: boolean) {
  const said: string[] = []
  const connection = {
    connectionState: 'connected',
    restartIce: () => void said.push('restart'),
    onconnectionstatechange: null as (() => void) | null,
  }
  const stop = watchInterruptions({
    connection: connection as unknown as RTCPeerConnection,
    polite,
    onLost: (reason) => said.push(`lost: ${reason}`),
  })
  const become = (state: string) => {
    connection.connectionState = state
    connection.onconnectionstatechange?.()
  }
  return { said, become, stop }
}

it('rule 21: where packets stop, the initiator’s side looks for another way, once', () => {
  const [one, other] = [watched(false), watched(true)]
  for (const { become } of [one, other]) {
    become('disconnected')
    become('disconnected')
  }
  expect([one.said, other.said]).toEqual([['restart'], []])
})

it('rule 21: where none is found in five seconds the link is lost, on both sides, so that a new one is made', () => {
  for (const polite of [false, true]) {
    const { said, become } = watched(polite)
    become('disconnected')
    vi.advanceTimersByTime(4_900)
    expect(said.filter((one) => one !== 'restart')).toEqual([])
    vi.advanceTimersByTime(200)
    expect(said.at(-1)).toBe('lost: the connection was lost')
  }
})

it('a link that has found a way again is not lost, and one that failed is at once', () => {
  const { said, become, stop } = watched(true)
  become('disconnected')
  vi.advanceTimersByTime(3_000)
  become('connected')
  vi.advanceTimersByTime(60_000)
  expect(said).toEqual([])
  become('failed')
  expect(said).toEqual(['lost: no way to the other side'])
  become('disconnected')
  stop()
  vi.advanceTimersByTime(60_000)
  expect(said).toHaveLength(1)
})
