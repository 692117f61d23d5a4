/**
 * `npm run bench:file [-- ROUNDS [MB]]`: a file from one Foyer to another over WebRTC on loopback: from
 * the moment it stands in Alice's feed, sealed on her disk, until Bob can save it, verified and on his.
 * Against a raw data channel between two browser processes, which has no disk, no cipher and no host.
 */
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { chooseFiles, createSpace, expect, invite, join, syncLine } from './lib/app.ts'
import { openBareChannel } from './lib/bareChannel.ts'
import { inMs, inTurns, median } from './lib/figures.ts'
import { momentOf } from './lib/pageMoments.ts'
import { openStage } from './lib/people.ts'
import { stopWatchingRequests } from './lib/unwatched.ts'

const rounds = Number(process.argv[2] ?? 3)
const bytes = Number(process.argv[3] ?? 32) * 1024 * 1024
const TARGET = 0.7

const stage = await openStage()
try {
  const [alice, bob] = await Promise.all([stage.person('Alice'), stage.person('Bob')])
  await createSpace(alice, 'Canal house 14')
  await join(bob, await invite(alice, 'Editor'), 'Canal house 14')
  await expect(syncLine(alice)).toContainText('Up to date with Bob')
  const channel = await openBareChannel(stage)
  await channel.time(bytes / 4)
  await Promise.all([alice, bob].map(stopWatchingRequests))
  const folder = stage.folder()

  const samples = await inTurns(rounds, {
    raw: () => channel.time(bytes),
    async foyer(round) {
      const name = `plan-${round}.bin`
      const path = joinPath(folder, name)
      writeFileSync(path, randomBytes(bytes))
      const saved = `article a[download="${name}"]`
      const [posted, arrived] = [momentOf(alice, saved), momentOf(bob, saved)]
      await chooseFiles(alice, [path])
      await alice.getByRole('button', { name: 'Post', exact: true }).click()
      return (await arrived) - (await posted)
    },
  })
  const perSecond = (ms: number) => `${(bytes / 1e3 / ms).toFixed(1)} MB/s`
  const [raw, foyer] = [median(samples.raw), median(samples.foyer)]
  console.log(`${rounds} rounds of ${bytes / 1024 / 1024} MiB, medians`)
  console.log(`raw channel  ${perSecond(raw)} (${inMs(raw)})`)
  console.log(`foyer        ${perSecond(foyer)} (${inMs(foyer)})`)
  console.log(`ratio: ${(raw / foyer).toFixed(2)} x of a raw channel (target ${TARGET})`)
} finally {
  await stage.close()
}
