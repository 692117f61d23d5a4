import { defaultMailbox } from '../mailbox/mailboxOptions.ts'
import { number, optionalText, section } from './setting.ts'

const keeps = (file: string | undefined): string | undefined =>
  file === undefined
    ? undefined
    : 'sealed items for people who are away: ciphertext, its size and when it came, by an address that only the members of a Space can derive; no names, no Space, no network addresses'

/** The mailbox: off while no file is named. */
export const mailboxSettings = section({
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
})
