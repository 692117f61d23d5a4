import * as z from 'zod/mini'
import { command, query } from '../define.ts'
import { count, language, name, nothing } from '../schemas.ts'

const words = z.string().check(z.maxLength(2000))
const passphrase = z.optional(z.string().check(z.minLength(1), z.maxLength(1024)))

/** The recovery kit: words that bring a person back when every device is lost. */
export const recovery = {
  /** Null on a device without the root key. Shown to be printed, and kept nowhere else. */
  words: query(nothing, z.object({ words: z.nullable(z.array(z.string())) })),
  /** Looks at what is typed: places (from 0) of words that no kit can have, and how many of `of` are there. */
  check: query(
    z.object({ words }),
    z.object({ ok: z.boolean(), wrong: z.array(count), have: count, of: count }),
  ),
  /** At the first run: a new device of the person of the kit. Fails with KIT_WRONG. */
  restore: command(z.object({ words, name, passphrase, language }), nothing),
  /**
   * After that: takes back the Spaces that somebody else has too, through a code that this person shows
   * (`devices.help`). Stays pending until it has been confirmed there; `devices.joining` tells the digits.
   */
  comeBack: command(z.object({ link: z.string().check(z.maxLength(4096)) }), nothing),
}
