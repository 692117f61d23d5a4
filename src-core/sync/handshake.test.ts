import { beforeAll, describe, expect, it } from 'vitest'
import { ready } from '../crypto/index.ts'
import { createSealedCast } from '../testing/sealedCast.ts'
import {
  createHandshake,
  type Handshake,
  type HandshakeOptions,
  type HandshakeStep,
} from './handshake.ts'

const A = 'aa'.repeat(32)
const B = 'bb'.repeat(32)
const M = 'cc'.repeat(32)

describe('the handshake (rule 20)', () => {
  let cast: ReturnType<typeof createSealedCast>
  beforeAll(async () => {
    await ready()
    cast = createSealedCast('handshake')
  })
  const options = (initiator: boolean, changes: Partial<HandshakeOptions>): HandshakeOptions => ({
    initiator,
    purpose: 'space',
    psk: cast.keys.psk,
    identity: initiator ? cast.alice : cast.bob,
    localFingerprint: initiator ? A : B,
    remoteFingerprint: initiator ? B : A,
    random: cast.random,
    verifyPeer: () => true,
    ...changes,
  })
  const alice = (changes: Partial<HandshakeOptions> = {}) => createHandshake(options(true, changes))
  const bob = (changes: Partial<HandshakeOptions> = {}) => createHandshake(options(false, changes))

  /** Runs it to its end; what each side saw last. */
  const run = (initiator: Handshake, responder: Handshake) => {
    const reply = responder.step(initiator.start() as Uint8Array)
    if (!reply.send) return { initiator: {} as HandshakeStep, responder: reply }
    const finish = initiator.step(reply.send)
    if (!finish.send) return { initiator: finish, responder: {} as HandshakeStep }
    return { initiator: finish, responder: responder.step(finish.send) }
  }

  it('tells each side who the other is, and gives both the same transcript and keys', () => {
    const ended = run(alice(), bob())
    const { initiator, responder } = {
      initiator: ended.initiator.done,
      responder: ended.responder.done,
    }
    expect(initiator?.peer).toEqual(cast.bob.certificate)
    expect(responder?.peer).toEqual(cast.alice.certificate)
    expect(initiator?.transcript).toEqual(responder?.transcript)
    expect(initiator?.keys.send).toEqual(responder?.keys.receive)
    expect(initiator?.keys.receive).toEqual(responder?.keys.send)
    expect(initiator?.keys.send).not.toEqual(initiator?.keys.receive)
  })

  it('has fresh keys each time', () => {
    const [one, two] = [run(alice(), bob()), run(alice(), bob())]
    expect(one.initiator.done?.transcript).not.toEqual(two.initiator.done?.transcript)
    expect(one.initiator.done?.keys.send).not.toEqual(two.initiator.done?.keys.send)
  })

  it('fails for one who does not have the scope’s key', () => {
    const psk = new Uint8Array(32).fill(1)
    expect(run(alice({ psk }), bob()).initiator.failed).toBe('wrong key')
    expect(run(alice(), bob({ psk })).initiator.failed).toBe('wrong key')
  })

  it('fails when the sides saw different DTLS fingerprints: someone is in between', () => {
    expect(run(alice({ remoteFingerprint: M }), bob()).initiator.failed).toBe('wrong key')
    expect(run(alice(), bob({ remoteFingerprint: M })).initiator.failed).toBe('wrong key')
    expect(run(alice({ localFingerprint: M }), bob()).initiator.failed).toBe('wrong key')
  })

  it('fails when its own challenge is echoed', () => {
    const one = alice()
    const first = one.start() as Uint8Array
    expect(one.step(first).failed).toBe('echo')

    const two = bob()
    const challenge = two.step(alice().start() as Uint8Array).send as Uint8Array
    expect(two.step(challenge).failed).toBe('malformed')

    const three = alice()
    const opened = three.start() as Uint8Array
    const reflected = bob().step(opened).send as Uint8Array
    // The responder's share replaced by the initiator's own.
    reflected.set(opened.subarray(2, 66), 2)
    expect(three.step(reflected).failed).toBe('echo')
  })

  it('fails when a proof of another run, or of the other role, is played back', () => {
    const old = bob().step(alice().start() as Uint8Array).send as Uint8Array
    const one = alice()
    one.start()
    expect(one.step(old).failed).toBe('wrong key')

    const initiator = alice()
    const responder = bob()
    const reply = responder.step(initiator.start() as Uint8Array).send as Uint8Array
    const own = reply.slice(66)
    expect(responder.step(Uint8Array.of(3, ...own)).failed).toBe('wrong key')
  })

  it('fails for another purpose: an invitation’s link is not a Space’s', () => {
    expect(run(alice({ purpose: 'invitation' }), bob()).responder.failed).toBe('purpose')
  })

  it('fails for a certificate that is not its device’s, is forged, or is not welcome', () => {
    const stolen = { ...cast.bob, certificate: cast.carol.certificate }
    expect(run(alice(), bob({ identity: stolen })).initiator.failed).toBe('signature')
    const signature = new Uint8Array(64)
    const forged = { ...cast.bob, certificate: { ...cast.bob.certificate, signature } }
    expect(run(alice(), bob({ identity: forged })).initiator.failed).toBe('certificate')
    expect(run(alice({ verifyPeer: () => false }), bob()).initiator.failed).toBe('not allowed')
    expect(run(alice(), bob({ verifyPeer: () => false })).responder.failed).toBe('not allowed')
    expect(run(alice(), bob({ identity: cast.alice })).initiator.failed).toBe('not allowed')
  })

  it('fails on frames that are altered, out of order, or of another version', () => {
    const first = alice().start() as Uint8Array
    const version = first.map((b, i) => (i === 1 ? 2 : b))
    expect(bob().step(version).failed).toBe('version')
    expect(bob().step(first.subarray(0, 40)).failed).toBe('malformed')
    expect(bob().step(new Uint8Array()).failed).toBe('malformed')
    expect(bob().step(Uint8Array.of(3, 0, 0, 0, 0)).failed).toBe('malformed')
    const small = first.slice()
    small.fill(0, 2, 34)
    expect(bob().step(small).failed).toBe('key agreement')
  })
})
