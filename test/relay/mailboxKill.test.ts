import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { itemOf, type MailboxTestClient, openMailboxClient } from './support/mailboxClient.ts'
import { startRelayProcess } from './support/relayProcess.ts'

const WRITERS = 20

/** Puts as fast as it is answered, until the relay is gone; what was acknowledged. */
async function putUntilGone(client: MailboxTestClient, box: number): Promise<string[]> {
  const acknowledged: string[] = []
  try {
    for (let number = 0; ; number++) {
      const content = `${box}/${number};`
      const answer = await client.put(box, itemOf(content))
      if (answer.type === 'stored') acknowledged.push(content)
    }
  } catch {
    return acknowledged
  }
}

async function readAll(client: MailboxTestClient, box: number): Promise<Set<string>> {
  const found = new Set<string>()
  for (let after = 0; ; ) {
    const page = await client.fetch(box, after)
    for (const { bytes } of page.items) {
      const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()
      found.add(text.slice(0, text.indexOf(';') + 1))
    }
    after = page.items.at(-1)?.position ?? after
    if (page.last) return found
  }
}

test('a relay that is killed under load loses no item that it has acknowledged', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-mailbox-'))
  const config = join(folder, 'relay.json')
  writeFileSync(config, JSON.stringify({ mailbox: { file: join(folder, 'mailbox.sqlite') } }))
  const start = () => startRelayProcess(['--port', '0', '--limits', 'off', '--config', config])
  const killed = start()
  const again: ReturnType<typeof start>[] = []
  try {
    const url = await killed.ready
    const clients = await Promise.all(Array.from({ length: WRITERS }, () => openMailboxClient(url)))
    const writing = Promise.all(clients.map(putUntilGone))
    setTimeout(() => killed.child.kill('SIGKILL'), 700)
    const acknowledged = (await writing).flat()
    expect(acknowledged.length).toBeGreaterThan(WRITERS)

    again.push(start())
    const reader = await openMailboxClient((await again[0]?.ready) ?? '')
    const kept = new Set<string>()
    for (const box of clients.keys()) for (const one of await readAll(reader, box)) kept.add(one)
    expect(acknowledged.filter((content) => !kept.has(content))).toEqual([])
    reader.close()
  } finally {
    for (const { child, exit } of [killed, ...again]) {
      child.kill('SIGKILL')
      await exit
    }
    rmSync(folder, { recursive: true, force: true })
  }
})
