import { encodeMailboxRequest } from '../../../src-core/sync/mailboxFrames.ts'
import { frame, upgradeRequest } from '../support/rawSocket.ts'
import type { RelayUnderAttack } from '../support/relayUnderAttack.ts'
import { brokenFrames, foreignMessages, oddMessages } from './frameCases.ts'
import { hostileRequests } from './httpCases.ts'
import { createDice, type Dice, mutate } from './mutate.ts'

const messages = [
  '{"type":"subscribe","topics":["fuzz","other"]}',
  '{"type":"unsubscribe","topics":["fuzz"]}',
  '{"type":"publish","topic":"fuzz","data":{"a":[1,"ü"]}}',
  '{"type":"ping"}',
  '{"type":"hello"}',
  '{"type":"ice"}',
  ...foreignMessages.map(([, text]) => text).filter((text) => text.length < 5_000),
  ...oddMessages.flatMap(([, sent]) => sent.map((message) => JSON.stringify(message))),
  // A mutation may well make a broken publish a whole one, and that one would rightly reach Alice.
].map((text) => text.replaceAll('alices', 'fuzz'))
const mailbox = encodeMailboxRequest({
  type: 'put',
  id: 1,
  address: new Uint8Array(32),
  writeToken: new Uint8Array(32),
  item: new Uint8Array(1024),
})
const frames = [
  ...messages.map((text) => frame(text)),
  ...brokenFrames.map(([, bytes]) => Buffer.from(bytes)).filter((bytes) => bytes.length < 5_000),
  frame(mailbox, { opcode: 2 }),
]
const requests = hostileRequests
  .map(([, bytes]) => Buffer.from(bytes))
  .filter((bytes) => bytes.length < 5_000)

/**
 * Mutates all that the other tests send and throws it at the relay, on a few sockets at a time, for so
 * long. `seed` repeats what is sent, though not how it meets the relay's turns. Resolves with the number of attacks.
 */
export async function fuzzRelay(
  relay: RelayUnderAttack,
  { ms, seed }: { readonly ms: number; readonly seed: number },
): Promise<number> {
  const dice = createDice(seed)
  const endsAt = performance.now() + ms
  let attacks = 0
  try {
    while (performance.now() < endsAt) {
      await Promise.all(Array.from({ length: 8 }, () => attack(relay, dice)))
      attacks += 8
      await relay.assertUnharmed()
    }
  } catch (error) {
    throw new Error(`seed ${seed}, after ${attacks} attacks`, { cause: error })
  }
  return attacks
}

async function attack(relay: RelayUnderAttack, dice: Dice): Promise<void> {
  const kind = dice.below(4)
  if (kind === 0) {
    const eve = await relay.openRaw()
    eve.write(mutate(dice.pick(requests), dice))
    return
  }
  if (kind === 1) {
    const eve = await relay.openRaw()
    eve.write(Buffer.concat([Buffer.from(upgradeRequest()), mutate(dice.pick(frames), dice)]))
    return
  }
  const eve = await relay.openWebSocket()
  for (let count = dice.below(6); count >= 0; count--) {
    // Past the framing, so that what is in the frames is parsed, or through it, so that they are.
    if (kind === 2) eve.write(mutate(dice.pick(frames), dice))
    else
      eve.write(
        frame(mutate(Buffer.from(dice.pick(messages)), dice), { opcode: dice.pick([1, 1, 1, 2]) }),
      )
  }
}
