/** The scheme that the operating system associates with Foyer. */
export const linkScheme = 'foyer'

/** Longer than any invitation; whatever is longer is not one. In characters. */
const longestLink = 4096

/** The invitation among command-line arguments, as Windows and Linux pass it. */
export function linkIn(args: readonly string[]): string | undefined {
  return args.find(isLink)
}

/** Judges the outside only; the host parses the link and says what is wrong with it. */
export function isLink(text: string): boolean {
  return text.length <= longestLink && /^foyer:\/\/join\/?#./i.test(text)
}

export interface LinkInbox {
  /** Keeps what is a link until somebody receives it; says whether it was one. */
  put(text: string | undefined): boolean
  /** From now on links go to `receive`; what was kept goes there at once, in order. */
  open(receive: (link: string) => void): void
}

/** On macOS a link may arrive before the app is ready, so it is kept until the host runs. */
export function createLinkInbox(): LinkInbox {
  const kept: string[] = []
  let receiver: ((link: string) => void) | undefined
  return {
    put(text) {
      if (text === undefined || !isLink(text)) return false
      if (receiver) receiver(text)
      else kept.push(text)
      return true
    },
    open(receive) {
      receiver = receive
      for (const link of kept.splice(0)) receive(link)
    },
  }
}
