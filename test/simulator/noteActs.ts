import type { SpaceId } from '../../src-core/base/ids.ts'
import { bodyDocId } from '../../src-core/documents/index.ts'
import type { SeededRandom } from '../../src-core/testing/seededRandom.ts'
import { openNote } from '../scenarios/support/openNote.ts'
import type { Person, World } from '../scenarios/support/world.ts'
import { findOnDisk } from './findOnDisk.ts'

export interface Life {
  readonly world: World
  readonly alice: Person
  readonly spaceId: SpaceId
  readonly random: SeededRandom
  readonly malicious: ReadonlyMap<string, Person>
  /** Of those who are honest, with the device that each has now. */
  readonly people: ReadonlyMap<string, Person>
  readonly ofAll: (name: string) => Person
  readonly tell: (what: string) => number
  /** False where it fails. */
  readonly attempt: (promise: Promise<unknown>) => Promise<boolean>
}

type Note = ReturnType<typeof openNote>

/** A note of Alice's, in which everybody writes and of which she erases something now and then (rule 16). */
export async function createNoteActs(life: Life) {
  const { world, alice, spaceId, random, tell, attempt } = life
  const { itemId } = await world.settle(alice.page.feed.createNote({ spaceId, title: 'Plan' }))
  const byAlice = new Set<string>()
  const erased = new Set<string>()
  let lines = 0

  /** False where it cannot be opened, or what was done in it is refused. */
  async function inNote(person: Person, work: (note: Note) => void): Promise<boolean> {
    const note = openNote(person, spaceId, itemId)
    await world.pass(100)
    if (note.isOpen()) {
      work(note)
      await world.pass(100)
    }
    note.close()
    return note.isOpen() && note.refused.length === 0
  }
  const linesIn = (note: Note) => (note.text() === '' ? [] : note.text().split('\n'))

  async function write(name: string) {
    const text = `<${name} writes ${lines++}>`
    tell(`${name} writes ${text}`)
    const done = await inNote(life.ofAll(name), (note) => note.write(text))
    if (done && name === 'Alice') byAlice.add(text)
  }

  return {
    docId: bodyDocId(itemId),
    write,
    acts: {
      write: () => write(random.pick([...life.people.keys(), ...life.malicious.keys()])),
      /** By Alice, whom nobody can lower: what she had read is to go everywhere. */
      async erase() {
        let taken: string[] = []
        if (lines === 0) await write('Alice')
        const keeping = alice.page.versions.keep({ spaceId, itemId, name: `before ${lines}` })
        const versionId = await world.settle(
          keeping.then(
            (kept) => kept.versionId,
            () => undefined,
          ),
        )
        const done = await inNote(alice, (note) => {
          const all = linesIn(note)
          const from = random.below(Math.max(1, all.length))
          taken = all.slice(from, from + 1 + random.below(4))
          if (taken.length > 0) note.doc.getXmlFragment('body').delete(from, taken.length)
        })
        if (!done || !versionId) return
        for (const text of taken) byAlice.delete(text)
        tell(`Alice erases ${taken.join(' ') || 'a version'}`)
        const erasing = alice.page.versions.erase({ spaceId, itemId, versionIds: [versionId] })
        if (await attempt(erasing)) for (const text of taken) erased.add(text)
      },
    },
    /** As somebody reads it. */
    async read(person: Person): Promise<string[]> {
      let found: string[] = ['nothing opens']
      await inNote(person, (note) => {
        found = linesIn(note)
      })
      return found
    },
    /** What Alice wrote and nobody erased. */
    kept: () => [...byAlice],
    /** Erased, and on somebody's disk all the same. */
    left: (people: readonly Person[]): string[] =>
      people.flatMap((person) =>
        [...findOnDisk(person, spaceId, bodyDocId(itemId), [...erased])].map(
          (text) => `${person.name}: ${text}`,
        ),
      ),
  }
}
