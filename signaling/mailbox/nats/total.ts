import type { MailboxStream } from './mailboxStream.ts'

const LOOK_EVERY_MS = 3_000

/** The bytes of all items: looked up now and then, and reckoned in between. */
export interface Total {
  tryTake(bytes: number, stream: MailboxStream): Promise<boolean>
  giveBack(bytes: number): void
}

export function createTotal(limitBytes: number): Total {
  let bytes = 0
  let lookedAt = Number.NEGATIVE_INFINITY
  let looking: Promise<void> | undefined

  const look = async (stream: MailboxStream) => {
    const before = bytes
    const usage = await stream.usage()
    bytes = usage.bytes + (bytes - before) // and what was taken meanwhile
    lookedAt = performance.now()
  }

  return {
    async tryTake(count, stream) {
      if (performance.now() - lookedAt > LOOK_EVERY_MS) {
        looking ??= look(stream).finally(() => {
          looking = undefined
        })
        await looking
      }
      if (bytes + count > limitBytes) return false
      bytes += count
      return true
    },
    giveBack(count) {
      bytes -= count
    },
  }
}
