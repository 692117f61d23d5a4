import * as Y from 'yjs'
import { FoyerError } from '../../src-core/base/errors.ts'
import type { DocId } from '../../src-core/base/ids.ts'
import {
  clientIdFor,
  commentsDocId,
  createFeed,
  encodeState,
  feedDocId,
  loadDoc,
} from '../../src-core/documents/index.ts'
import {
  type Covered,
  cutSnapshot,
  type Snapshot,
} from '../../src-core/documents/snapshots/index.ts'
import { coveredBy } from '../../src-core/host/space/coveredBy.ts'
import { createForger } from '../adversary/support/forger.ts'
import type { Person } from '../scenarios/support/world.ts'
import type { Life } from './noteActs.ts'

const MONTH_MS = 31 * 86_400_000
/** Two who changed keys while they were apart find each other for ninety days (rule 17). */
const MAX_MONTHS = 2
const NOWHERE = 'B'.repeat(42).concat('A')

/** Snapshots by those who may make them and by those who may not, and what goes beneath them (rule 16). */
export function createSnapshotActs(life: Life, bodyId: DocId, forgedText: string) {
  const { world, alice, spaceId, random, tell } = life
  const documents: readonly DocId[] = [feedDocId(spaceId), commentsDocId(spaceId), bodyId]
  let forgeries = 0
  let months = 0

  /** Who may not, and who cannot now, fails; that is no concern here. */
  function sign(person: Person, docId: DocId, erases: boolean): boolean {
    try {
      return person.documents(spaceId)?.snapshot(docId, erases) ?? false
    } catch (error) {
      if (error instanceof FoyerError) return false
      throw error
    }
  }

  /** Beyond what its device ever wrote. */
  const beyond = (covered: readonly Covered[]): Covered[] =>
    covered.map((one) => {
      const last = one.runs.at(-1)
      if (!last) return one
      return {
        ...one,
        runs: [...one.runs.slice(0, -1), { ...last, last: last.last + 3, hash: NOWHERE }],
      }
    })
  const swapped = (covered: readonly Covered[]): Covered[] =>
    covered.map((one) => ({ ...one, runs: one.runs.map((run) => ({ ...run, hash: NOWHERE })) }))

  /** Words that Alice never wrote. */
  function withForged(state: Uint8Array): Uint8Array {
    const doc = loadDoc(state)
    doc.clientID = clientIdFor(createForger(alice, spaceId).tag, 7000 + forgeries)
    const id = `s${forgeries}`.padEnd(21, 'x').concat('A')
    createFeed(doc).post({ id, kind: 'message', at: 1, text: forgedText } as never)
    return encodeState(doc)
  }

  /** Everything deleted: an admin may say so, nobody else. */
  function empty(state: Uint8Array): Uint8Array {
    const doc = loadDoc(state)
    doc.transact(() => {
      for (const name of doc.share.keys()) doc.getMap(name).clear()
    })
    return encodeState(doc)
  }

  async function forge() {
    const [name, person] = random.pick([...life.malicious])
    const userId = createForger(person, spaceId).identity.userId
    if (random.chance(0.3)) {
      tell(`Alice makes ${name} admin`)
      await life.attempt(alice.page.members.setRole({ spaceId, userId, role: 'admin' }))
      await world.pass(1_000)
    }
    const doc = person.documents(spaceId)?.feedDoc()
    if (!doc) return
    const docId = feedDocId(spaceId)
    const forger = createForger(person, spaceId)
    const covered = coveredBy(person.profile.storage.envelopes, spaceId, docId)
    const state = Y.encodeStateAsUpdate(doc)
    const kind = random.pick([
      'as it is',
      'beyond',
      'other hashes',
      'other content',
      'nothing',
      'everything deleted',
    ] as const)
    const isAdmin = forger.state().members.get(userId)?.role === 'admin'
    if (kind === 'everything deleted' && isAdmin) return
    tell(`${name} forges a snapshot: ${kind}`)
    forgeries++
    const change: Partial<Snapshot> = {
      'as it is': {},
      beyond: { covered: beyond(covered) },
      'other hashes': { covered: swapped(covered) },
      'other content': { state: withForged(state) },
      nothing: { state: encodeState(new Y.Doc()) },
      'everything deleted': { state: empty(state) },
    }[kind]
    const cut = cutSnapshot({
      generation: 1,
      parent: null,
      erases: true,
      covered,
      state,
      ...change,
    })
    const sealed = cut?.payloads.map((payload) => forger.seal({ payload, kind: 'snapshot' })) ?? []
    if (sealed.length === 1 && forger.head()) await forger.offer(...sealed)
  }

  return {
    sign,
    /** Reads everything from snapshots and envelopes alone, as nobody does who has a checkpoint. */
    readAfresh(person: Person) {
      person.documents(spaceId)?.rebuild({ documents: new Set(documents), adopt() {} })
    },
    acts: {
      async snapshot() {
        const name = random.pick(['Alice', ...life.people.keys()])
        const [docId, erases] = [random.pick(documents), random.chance(0.4)]
        const done = sign(life.ofAll(name), docId, erases)
        if (!done) return
        tell(
          `${name} signs a snapshot of document ${documents.indexOf(docId)}${erases ? ', erasing' : ''}`,
        )
      },
      forgeSnapshot: forge,
      /** What lies beneath snapshots goes after thirty days. */
      async prune() {
        if (months === MAX_MONTHS) return
        months++
        tell('a month goes by')
        world.sleep(MONTH_MS)
        for (const name of life.people.keys())
          if (random.chance(0.5)) await life.ofAll(name).killAndRestart()
        await world.pass(15_000)
      },
    },
  }
}
