import { expect, test } from 'vitest'
import { createHoldBack } from './holdBack.ts'
import { createTabShelf, forgetTab, readTab, serveTabShelf, type Tab } from './tabShelf.ts'

function openTab(): Tab & { readonly sessionStorage: Record<string, unknown> } {
  const storage: Record<string, string> = { 'foyer.link': 'x' }
  const methods = {
    getItem: (key: string) => storage[key] ?? null,
    setItem(key: string, value: string) {
      if (value.length > 1000) throw new Error('full')
      storage[key] = value
    },
    removeItem: (key: string) => void delete storage[key],
  }
  const shelf = new Proxy(storage, {
    get: (_, name) => methods[name as 'getItem'] ?? storage[String(name)],
  })
  return { name: '', sessionStorage: shelf as never }
}

async function write(tab: Tab, id: number, sealed: Uint8Array) {
  const { port1, port2 } = new MessageChannel()
  const memory = readTab(tab)
  serveTabShelf(port1, tab, memory.key)
  const shelf = createTabShelf(port2, memory.rows)
  await shelf.write([{ id, sealed }], []).finally(() => port1.close())
}

test('a tab hands its rows and their key to the page that is loaded again', async () => {
  const tab = openTab()
  await write(tab, 3, Uint8Array.of(1, 2, 3))
  const first = readTab(tab)
  expect(first.rows).toEqual([{ id: 3, sealed: Uint8Array.of(1, 2, 3) }])
  expect(readTab(tab).key).toEqual(first.key)
  expect(JSON.stringify(tab.sessionStorage)).not.toContain(tab.name.slice(6))
})

test('rows without the key in the tab’s name are removed', async () => {
  const tab = openTab()
  await write(tab, 3, Uint8Array.of(1))
  tab.name = ''
  expect(readTab(tab).rows).toEqual([])
  expect(Object.keys(tab.sessionStorage)).toEqual(['foyer.link'])
})

test('a full tab refuses, and a forgotten one holds neither rows nor key', async () => {
  const tab = openTab()
  await write(tab, 1, Uint8Array.of(1))
  await expect(write(tab, 2, new Uint8Array(5000))).rejects.toThrow('no more')
  forgetTab(tab)
  expect(Object.keys(tab.sessionStorage)).toEqual(['foyer.link'])
  expect(tab.name).toBe('')
})

test('what is held back leaves in its order, once what is urgent is stored', async () => {
  let stored = () => {}
  let urgent: Promise<void> | undefined
  const left: number[] = []
  const holdBack = createHoldBack(() => urgent)
  holdBack(() => left.push(1))
  expect(left).toEqual([1])
  urgent = new Promise((resolve) => {
    stored = resolve
  })
  holdBack(() => left.push(2))
  urgent = undefined
  holdBack(() => left.push(3))
  expect(left).toEqual([1])
  stored()
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(left).toEqual([1, 2, 3])
})
