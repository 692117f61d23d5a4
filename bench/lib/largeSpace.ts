import { createHost } from '../../src-core/host/createHost.ts'
import { createRemoteTransport } from '../../src-core/host/remoteTransport.ts'
import { createCompactor } from '../../src-core/host/space/compactor.ts'
import type { Signaling, Storage, Vault } from '../../src-core/ports/index.ts'
import { parseShellOptions } from '../../src-main/electron/shellOptions.ts'
import { systemClock, systemRandom } from '../../src-main/host/system.ts'
import { createVault } from '../../src-main/profile/createVault.ts'
import { PASSPHRASE } from '../../test/e2e/steps.ts'

/** A profile with a large Space must open with this where nobody types it (`FOYER_PASSPHRASE`). */
export const UNATTENDED = { FOYER_PASSPHRASE: PASSPHRASE }

const silent: Signaling = {
  subscribe: () => () => {},
  publish() {},
  setRelays() {},
  states: () => [],
  onStates: () => () => {},
  close() {},
}

export interface LargeSpaceOptions {
  /** Where the profile is made, as in `--data`. */
  readonly dataDir: string
  readonly name: string
  readonly items: number
  /** Length of each message, which begins with its number. */
  readonly textBytes: number
  /** The relay the Space's links name. */
  readonly relay: string
}

/** Alice's profile with a Space full of messages, made through the host itself on its real storage. */
export async function createLargeSpace(options: LargeSpaceOptions): Promise<void> {
  const { profileDir } = parseShellOptions(['--data', options.dataDir])
  const vault = createVault({ dir: profileDir, keychain: null, random: systemRandom })
  let storage: Storage | undefined
  const watched: Vault = {
    ...vault,
    async create(passphrase) {
      const opened = await vault.create(passphrase)
      storage = opened.storage
      return opened
    },
  }
  const host = createHost({
    kind: 'browser',
    vault: watched,
    createSignaling: () => silent,
    transport: createRemoteTransport({ random: systemRandom }).transport,
    clock: systemClock,
    random: systemRandom,
    deviceLabel: 'computer',
    relay: { url: options.relay, embedded: false },
    createCompactor: (own) => createCompactor({ ...own, quietMs: 0, pauseMs: 0 }),
  })
  await host.start()
  const { app, spaces, feed } = host.handlers
  const caller = { type: 'owner' } as const
  await app.create({ name: 'Alice', passphrase: PASSPHRASE, language: 'en' }, caller)
  const { spaceId } = await spaces.create({ name: options.name, enamel: 'petrol' }, caller)
  for (let from = 0; from < options.items; from += PER_TRANSACTION) {
    const to = Math.min(options.items, from + PER_TRANSACTION)
    // Waiting for the disk once for many, which a person's own posts cannot.
    storage?.transaction(() => {
      for (let index = from; index < to; index++)
        feed.post({ spaceId, text: textOf(index, options.textBytes) }, caller)
    })
  }
  await inSegments()
  while (storage && storage.feed.indexSome() !== 'nothing');
  host.close()

  /** As any Space is whose people have not written just now. */
  async function inSegments() {
    const written = () => storage?.envelopes.heads(spaceId)[0]
    const own = written()
    if (!storage || !own) return
    for (;;) {
      const { envelopes } = storage
      const late = envelopes.ofDevice(spaceId, own.deviceId, Math.max(1, own.seq - 200), 400)
      if (late.length < 200) return
      await new Promise<void>((resolve) => void setTimeout(resolve, 20))
    }
  }
}

const PER_TRANSACTION = 500
const WORDS = 'tiles border slate diamond layout hall floor kitchen grout beam plaster window oak'

export function textOf(index: number, bytes: number): string {
  const words = WORDS.split(' ')
  let text = `${index + 1}.`
  for (let word = index; text.length < bytes; word += 1 + (index % 5))
    text += ` ${words[word % words.length]}`
  return text.slice(0, bytes)
}
