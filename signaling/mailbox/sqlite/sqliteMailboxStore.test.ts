import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import {
  describeMailboxStore,
  mailboxItem,
  type OpenedMailboxStore,
  roomyQuotas,
} from '../../../test/relay/support/describeMailboxStore.ts'
import type { MailboxQuotas } from '../mailboxStore.ts'
import { createSqliteMailboxStore } from './createSqliteMailboxStore.ts'

const newFolder = () => mkdtempSync(join(tmpdir(), 'foyer-mailbox-'))

async function openIn(folder: string, quotas: MailboxQuotas): Promise<OpenedMailboxStore> {
  const clockOffset = new SharedArrayBuffer(8)
  const file = join(folder, 'mailbox.sqlite')
  const store = await createSqliteMailboxStore({ file, quotas, clockOffset })
  return {
    store,
    passTime(ms) {
      const offset = new Float64Array(clockOffset)
      offset[0] = (offset[0] ?? 0) + ms
    },
    async reopen() {
      await store.close()
      return openIn(folder, quotas)
    },
    async dispose() {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

describeMailboxStore('createSqliteMailboxStore', (quotas) => openIn(newFolder(), quotas))

it('a file that is no mailbox is refused when it is opened', async () => {
  const folder = newFolder()
  const opening = createSqliteMailboxStore({ file: folder, quotas: roomyQuotas })
  await expect(opening).rejects.toThrow()
  rmSync(folder, { recursive: true })
})

it('a closed mailbox refuses puts instead of losing them', async () => {
  const { store, dispose } = await openIn(newFolder(), roomyQuotas)
  await store.close()
  expect(await store.put(mailboxItem('a'))).toEqual({ type: 'refused', code: 'failed' })
  await dispose()
})
