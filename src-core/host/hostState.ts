import type { Disposer } from '../base/disposer.ts'
import { createEmitter } from '../base/emitter.ts'
import { FoyerError } from '../base/errors.ts'
import type { AppStatus } from '../bridge/contract.ts'
import { ready } from '../crypto/index.ts'
import {
  type DeviceLink,
  decodeIdentity,
  encodeIdentity,
  type IdentityWithSecrets,
  identityOfRoot,
  parseDeviceLink,
  parseRecoveryWords,
  renewedIdentity,
} from '../membership/index.ts'
import type { OpenedProfile } from '../ports/index.ts'
import { createPrivacyGate } from '../privacy/index.ts'
import { type JoiningState, joinAsDevice, type Restored } from './devices/deviceJoin.ts'
import { readAllHanded } from './devices/readHanded.ts'
import type { HostOptions } from './hostOptions.ts'
import { createIceTransport } from './iceTransport.ts'
import { enamelOf, isEnamel } from './people.ts'
import { readLogs } from './readLogs.ts'
import { createRuntime, type Runtime } from './runtime.ts'
import { noteSignIn } from './signIns.ts'
import { createTurns } from './space/turns.ts'

/** So often it is looked whether this device was found to be a restored backup. */
const RENEWAL_CHECK_MS = 5_000

export type Joining = JoiningState | { readonly state: 'none' }

/** The life of a profile in this host: not there, closed, open. */
export interface HostState {
  status(): AppStatus
  onStatus(listener: () => void): Disposer
  /** Throws FoyerError LOCKED. */
  runtime(): Runtime
  create(name: string, passphrase: string | undefined): Promise<void>
  unlock(passphrase: string | undefined): Promise<void>
  lock(): void
  /** Guest page: the name under which the visitor comes in. */
  enter(name: string, email: string | null): void
  email(): string | null
  rename(name: string): void
  /** A further device of somebody who has one already. Throws FoyerError DEVICE_…; nothing is kept then. */
  joinAsDevice(link: string, passphrase: string | undefined): Promise<void>
  /** The person of a recovery kit on this new device. Throws FoyerError KIT_WRONG. */
  restore(words: string, name: string, passphrase: string | undefined): Promise<void>
  /** Takes back Spaces from somebody who is in them too. Throws FoyerError DEVICE_…. */
  comeBack(link: string): Promise<void>
  /**
   * New keys for this device (rule 11); where it went on from a backup, it first takes the history that others
   * have (rule 35). Throws FoyerError NOT_ALLOWED, FORK_WAITING, DISK_…; it is the same device then.
   */
  renew(): Promise<void>
  joining(): Joining
  onJoining(listener: () => void): Disposer
  start(): Promise<void>
  close(): void
}

export function createHostState(options: HostOptions): HostState {
  const { vault, clock, random, kind } = options
  const changed = createEmitter<void>()
  const joiningChanged = createEmitter<void>()
  let joining: Joining = { state: 'none' }
  let status: AppStatus = { phase: 'starting' }
  let running: Runtime | undefined
  let visitorEmail: string | null = null
  let busy = false
  let closed = false
  /** Open, but nobody's yet: the process ended in the middle of an earlier first run. */
  let unclaimed: OpenedProfile | undefined

  let cancelRenewal: Disposer = () => {}
  let wrongPassphrases = 0

  const set = (next: AppStatus) => {
    status = next
    changed.emit()
  }
  const fail = (error: unknown) => {
    if (!(error instanceof FoyerError)) throw error
    set({ phase: 'failed', failure: { code: error.code, message: error.message } })
  }
  const locked = (lockedAt: number | null) =>
    set({ phase: 'locked', name: '', enamel: 'bottle', lockedAt, failure: null })

  function showReady({ gate, profile, identity }: Runtime) {
    const self = gate.for('introduction').self()
    if (!self) return
    const { userId, deviceId, name, enamel, deviceLabel } = self
    set({
      phase: 'ready',
      host: kind,
      self: {
        userId,
        deviceId,
        name,
        enamel: isEnamel(enamel) ? enamel : enamelOf(identity.userId),
        deviceLabel,
      },
      canLock: profile.protectedBy === 'passphrase',
    })
  }

  async function begin(opened: OpenedProfile): Promise<Runtime> {
    const row = createPrivacyGate(opened.storage.personal, clock).for('identity').profile()
    const identity = row && decodeIdentity(row.secrets)
    if (!row || !identity) {
      opened.storage.close()
      throw new FoyerError('PROFILE_DAMAGED')
    }
    const logs = await readLogs(opened.storage, createTurns(clock))
    if (closed) {
      opened.storage.close()
      throw new FoyerError('CLOSED')
    }
    running = createRuntime(options, opened, identity, logs)
    if (kind !== 'guest') renewWhenDue(running)
    return running
  }

  /** A restored backup becomes a new device by itself, as soon as it has back what it lost (rule 11). */
  function renewWhenDue(runtime: Runtime) {
    const cancel = clock.after(RENEWAL_CHECK_MS, () => {
      if (running !== runtime) return
      const state = runtime.renewalState()
      if (state === 'due' || state === 'leaving') renewQuietly(runtime)
      else renewWhenDue(runtime)
    })
    cancelRenewal = cancel
  }
  function renewQuietly(runtime: Runtime) {
    renew().catch((error) => {
      options.log?.(`this device could not take new keys: ${error}`)
      if (running === runtime) renewWhenDue(runtime)
    })
  }

  async function renew() {
    const runtime = current()
    const state = runtime.renewalState()
    if (state === 'waiting') throw new FoyerError('FORK_WAITING')
    if (state === 'refused') throw new FoyerError('NOT_ALLOWED')
    if (state === 'leaving' || state === 'asking') await runtime.leaveForks()
    if (running === runtime) takeNewKeys()
  }

  /**
   * The logs and the profile change in one transaction: after a crash it is the one device or the other. The
   * runtime starts anew, because everything in it holds keys.
   */
  function takeNewKeys() {
    const before = current()
    const { identity, profile, gate } = before
    const after = renewedIdentity(identity, random, clock)
    const renewal = after && before.renewal(after)
    const row = gate.for('identity').profile()
    if (!after || !renewal || !row) throw new FoyerError('NOT_ALLOWED')
    const { storage } = profile
    before.close()
    running = undefined
    set({ phase: 'starting' })
    try {
      storage.transaction(() => {
        for (const { spaceId, entries } of renewal)
          for (const { hash, bytes } of entries) storage.log.append(spaceId, hash, bytes)
        const { deviceId } = after
        gate.for('identity').putProfile({ ...row, deviceId, secrets: encodeIdentity(after) })
      })
    } finally {
      // Pages must have seen that everything begins anew.
      clock.after(0, () => void beginAnew(profile).catch(fail))
    }
  }

  async function beginAnew(profile: OpenedProfile) {
    const runtime = await begin(profile)
    for (const space of runtime.spaces()) space.people.introduce()
    showReady(runtime)
  }

  function putNewProfile(
    opened: OpenedProfile,
    name: string,
    identity: IdentityWithSecrets = identityOfRoot(random.bytes(32), random, clock),
    enamel: string = enamelOf(identity.userId),
  ) {
    opened.storage.transaction(() =>
      createPrivacyGate(opened.storage.personal, clock)
        .for('identity')
        .putProfile({
          userId: identity.userId,
          deviceId: identity.deviceId,
          name,
          enamel,
          deviceLabel: options.deviceLabel,
          createdAt: clock.now(),
          secrets: encodeIdentity(identity),
        }),
    )
    if (kind !== 'guest') noteOpened(opened)
  }

  function setName(name: string) {
    const { gate, profile } = current()
    const row = gate.for('identity').profile()
    if (!row) throw new FoyerError('NOT_FOUND')
    profile.storage.transaction(() => gate.for('identity').putProfile({ ...row, name }))
    for (const space of current().spaces()) space.people.introduce()
  }

  function current(): Runtime {
    if (!running) throw new FoyerError('LOCKED')
    return running
  }

  /** One at a time: a second press while Argon2id is at work does nothing new. */
  async function alone(work: () => Promise<void>) {
    if (busy) throw new FoyerError('TIMEOUT')
    busy = true
    try {
      await work()
    } finally {
      busy = false
    }
  }

  const setJoining = (next: Joining) => {
    joining = next
    joiningChanged.emit()
  }

  /** Meets the other device over its relay; there is no profile yet. */
  async function meetOtherDevice(link: DeviceLink, restored?: Restored) {
    const signaling = options.createSignaling([link.relay])
    const transport = createIceTransport(options.transport, () => ({
      iceServers: signaling.iceServers?.() ?? [],
      relayOnly: false,
    }))
    const { deviceLabel } = options
    const log = (message: string) => options.log?.(message)
    const common = { signaling, transport, clock, random, log, deviceLabel }
    try {
      const own = restored ? { restored } : {}
      return await joinAsDevice({ ...common, ...own, link, onState: setJoining })
    } finally {
      setJoining({ state: 'none' })
      signaling.close()
    }
  }

  async function restore(words: string, name: string, passphrase: string | undefined) {
    const kit = parseRecoveryWords(words)
    if (kit.type === 'wrong') throw new FoyerError('KIT_WRONG')
    if (status.phase !== 'firstRun' || kind === 'guest') throw new FoyerError('PROFILE_EXISTS')
    const opened = unclaimed ?? (await vault.create(passphrase))
    unclaimed = undefined
    putNewProfile(opened, name, identityOfRoot(kit.seed, random, clock))
    showReady(await begin(opened))
  }

  async function comeBack(link: string) {
    const parsed = parseDeviceLink(link)
    // Nobody is adding a device here: what is wrong is the code of whoever helps.
    if (!parsed.ok) throw new FoyerError('RETURN_CODE_MALFORMED')
    const runtime = current()
    await meetOtherDevice(parsed.value, {
      identity: runtime.identity,
      takeOver: runtime.takeOver,
      takeEntries: (spaceId, entries) => runtime.space(spaceId).membership.add(entries),
    })
  }

  async function becomeDevice(link: string, passphrase: string | undefined) {
    const parsed = parseDeviceLink(link)
    if (!parsed.ok) throw new FoyerError(parsed.error)
    if (status.phase !== 'firstRun' || kind === 'guest') throw new FoyerError('PROFILE_EXISTS')
    const { identity, name, enamel, spaces } = await meetOtherDevice(parsed.value)
    // Before anything is written: profile and Spaces are kept in one turn.
    const taken = await readAllHanded(spaces, { identity, clock })
    const opened = unclaimed ?? (await vault.create(passphrase))
    unclaimed = undefined
    putNewProfile(opened, name, identity, enamel)
    const runtime = await begin(opened)
    for (const space of taken) runtime.keepTaken(space)
    showReady(runtime)
  }

  /** Somebody has come in, by the passphrase or by the keychain. */
  function noteOpened({ storage }: OpenedProfile) {
    noteSignIn(storage, { at: clock.now(), wrong: wrongPassphrases })
    wrongPassphrases = 0
  }

  async function openProfile(passphrase: string | undefined) {
    const opened = await vault.open(passphrase)
    if (createPrivacyGate(opened.storage.personal, clock).for('identity').profile()) {
      const runtime = await begin(opened)
      noteOpened(opened)
      return showReady(runtime)
    }
    unclaimed = opened
    set({ phase: 'firstRun', needsPassphrase: false })
  }

  /** Keys are needed at the door already; the name comes with `enter`. */
  async function openVisit() {
    const isKept = vault.state().type === 'closed'
    const opened = await (isKept ? vault.open(undefined) : vault.create(undefined))
    if (!isKept) putNewProfile(opened, '')
    const visit = await begin(opened)
    if (visit.spaces().length > 0) showReady(visit)
    else set({ phase: 'firstRun', needsPassphrase: false })
  }

  return {
    status: () => status,
    onStatus: changed.on,
    runtime: current,
    create: (name, passphrase) =>
      alone(async () => {
        const opened = unclaimed ?? (await vault.create(passphrase))
        unclaimed = undefined
        putNewProfile(opened, name)
        showReady(await begin(opened))
      }),
    unlock: (passphrase) =>
      alone(async () => {
        try {
          await openProfile(passphrase)
        } catch (error) {
          if (error instanceof FoyerError && error.code === 'WRONG_PASSPHRASE') wrongPassphrases++
          throw error
        }
      }),
    lock() {
      if (current().profile.protectedBy !== 'passphrase') throw new FoyerError('NOT_ALLOWED')
      running?.close()
      running?.profile.storage.close()
      running = undefined
      locked(clock.now())
    },
    enter(name, email) {
      if (kind !== 'guest') throw new FoyerError('NOT_ALLOWED')
      setName(name)
      visitorEmail = email
      showReady(current())
    },
    email: () => visitorEmail,
    joinAsDevice: (link, passphrase) => alone(() => becomeDevice(link, passphrase)),
    restore: (words, name, passphrase) => alone(() => restore(words, name, passphrase)),
    comeBack: (link) => alone(() => comeBack(link)),
    renew,
    joining: () => joining,
    onJoining: joiningChanged.on,
    rename(name) {
      setName(name)
      showReady(current())
    },
    async start() {
      await ready()
      try {
        const state = vault.state()
        if (state.type === 'failed') throw new FoyerError(state.code)
        if (kind === 'guest') {
          await openVisit()
        } else if (state.type === 'empty')
          set({ phase: 'firstRun', needsPassphrase: state.needsPassphrase })
        else if (state.needsPassphrase) locked(null)
        else await openProfile(undefined)
      } catch (error) {
        fail(error)
      }
    },
    close() {
      closed = true
      cancelRenewal()
      running?.close()
      running?.profile.storage.close()
      unclaimed?.storage.close()
      running = undefined
    },
  }
}
