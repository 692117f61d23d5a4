import { defaultMailbox } from '../mailbox/mailboxOptions.ts'
import { number, optionalText, section, toggle } from './setting.ts'

const keeps = (file: string | undefined): string | undefined =>
  file === undefined
    ? undefined
    : 'sealed items for people who are away: ciphertext, its size and when it came, by an address that only the members of a Space can derive; no names, no Space, no network addresses'

/** The mailbox: off while no place is named. */
export const mailboxSettings = section(
  {
    inNats: toggle({
      means:
        'turns the mailbox on in JetStream of `nats.servers`, where all relays share it; needs no file',
      fallback: false,
      keeps: (inNats) => keeps(inNats ? '' : undefined),
    }),
    file: optionalText({
      means:
        'turns the mailbox on: the file it is kept in. Its name may end in .sqlite; two more files lie beside it',
      rule: 'needs the path of a file',
      keeps,
    }),
    ttlDays: number({
      means: 'days after which an item is gone',
      fallback: defaultMailbox.ttlDays,
      least: 1,
      most: 365,
    }),
    boxMegabytes: number({
      means: 'megabytes of one box (a Space has one for each of its keys and 32 days)',
      fallback: defaultMailbox.boxMegabytes,
      least: 1,
      most: 1_000_000,
    }),
    boxItems: number({
      means: 'items of one box',
      fallback: defaultMailbox.boxItems,
      least: 1,
      most: 1_000_000_000,
    }),
    totalMegabytes: number({
      means: 'megabytes of all boxes',
      fallback: defaultMailbox.totalMegabytes,
      least: 1,
      most: 1_000_000_000,
    }),
  },
  ({ file, inNats }) =>
    inNats && file !== undefined
      ? 'mailbox.file and mailbox.inNats exclude each other: a mailbox is kept in one place.'
      : undefined,
)
