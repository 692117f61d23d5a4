import type { MailboxRelay } from '../../ports/index.ts'
import { letterKey, letterParts, MAX_LETTER_BYTES } from '../../sync/letters.ts'
import { encodeMail } from '../../sync/mail.ts'
import { boxToWrite, sealItem } from '../../sync/mailboxItem.ts'
import type { LetterToPut } from './letters.ts'
import type { MailContext } from './mailContext.ts'
import type { PutResult } from './outgoingMail.ts'

const DAY_MS = 86_400_000
/** Whoever learns of a key looks into the boxes of this many before and after it (rule 17). */
const EDITIONS_KEPT = 3

const nameOf = ({ about, to }: LetterToPut) => `${about} ${to}`

/** Puts letters at one relay, each once for as long as items live. */
export function createOutgoingLetters(context: MailContext) {
  const { spaceId, identity, membership, mailboxes, letters, book, clock, random } = context

  function due({ url }: MailboxRelay): LetterToPut[] {
    const { letters: put } = book.at(url)
    return (letters?.due() ?? []).filter((letter) => {
      const before = put[nameOf(letter)]
      const lasts = before && before.until > clock.now()
      return !lasts || letter.edition >= before.edition + EDITIONS_KEPT
    })
  }

  async function put({ url }: MailboxRelay, letter: LetterToPut) {
    const boxKey = membership.device(letter.to)?.certificate.boxKey
    const way = { spaceId, from: identity.deviceId, to: letter.to }
    const key = boxKey && letterKey(identity.box, boxKey, way)
    const content = letter.content()
    // What is larger waits for a link, where it is said in parts.
    if (!key || !content || content.length > MAX_LETTER_BYTES) return 'stored'
    const box = boxToWrite(key, clock.now())
    for (const part of letterParts(content)) {
      const outcome = await mailboxes.put(url, box, sealItem(key, box, encodeMail(part), random))
      if (outcome !== 'stored' || context.isClosed()) return outcome
    }
    return 'stored'
  }

  return {
    async putAll(relay: MailboxRelay): Promise<PutResult> {
      for (const letter of due(relay)) {
        const outcome = await put(relay, letter)
        if (context.isClosed()) return 'done'
        if (outcome !== 'stored') return outcome
        const until = clock.now() + relay.days * DAY_MS
        const { letters: before } = book.at(relay.url)
        const { edition } = letter
        book.change(relay.url, { letters: { ...before, [nameOf(letter)]: { until, edition } } })
      }
      return 'done'
    },
  }
}
