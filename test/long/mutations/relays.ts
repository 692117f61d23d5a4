import { inFile, type Mutation } from './mutation.ts'

const connection = inFile('signaling/connection.ts')
const item = inFile('src-core/sync/mailboxItem.ts')
const mail = inFile('src-core/sync/mail.ts')

const mailboxTest = 'test/adversary/mailbox.test.ts'

/** The relay, and what it keeps. */
export const relayMutations: readonly Mutation[] = [
  connection(
    '19',
    'that a relay takes no text above 64 KiB',
    ['if (data.length > MAX_FRAME_BYTES) {', 'if (data.length > 1e9) {'],
    'test/relay/mailbox.test.ts',
  ),
  item(
    '23',
    'the box that an item was put into',
    [
      [
        'const plain = openAead(itemKey(mailboxKey), item, address)',
        'const plain = openAead(itemKey(mailboxKey), item, new Uint8Array())',
      ],
      [
        'return sealAead(itemKey(mailboxKey), plain, address, random)',
        'return sealAead(itemKey(mailboxKey), plain, new Uint8Array(), random)',
      ],
    ],
    mailboxTest,
    'cannot move an item',
  ),
  mail(
    '23',
    'the signature of a receipt',
    [
      'if (!certificate || !verify(RECEIPT_LABEL, statement, signature, certificate.signKey))',
      'if (!certificate)',
    ],
    mailboxTest,
    'cannot say in another’s name',
  ),
]
