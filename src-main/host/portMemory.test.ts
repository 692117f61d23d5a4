import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { listenAsBefore } from './portMemory.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-ports-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Stands for a server: any free port is 5000, and `taken` ones are refused. */
const listener = (taken: number[], asked: number[]) => async (port: number) => {
  asked.push(port)
  if (taken.includes(port)) throw Object.assign(new Error('taken'), { code: 'EADDRINUSE' })
  return { port: port || 5000 }
}

it('the port of the first time is used again, each server its own', async () => {
  const asked: number[] = []
  await listenAsBefore(folder, 'relay', listener([], asked))
  await listenAsBefore(folder, 'page', async () => ({ port: 6000 }))
  await listenAsBefore(folder, 'relay', listener([], asked))
  await listenAsBefore(folder, 'page', listener([], asked))
  expect(asked).toEqual([0, 5000, 6000])
})

it('a port that is taken is left for once, and tried again the next time', async () => {
  const asked: number[] = []
  await listenAsBefore(folder, 'relay', async () => ({ port: 7000 }))
  expect((await listenAsBefore(folder, 'relay', listener([7000], asked))).port).toBe(5000)
  expect((await listenAsBefore(folder, 'relay', listener([], asked))).port).toBe(7000)
})

it('a damaged memory is forgotten, and other failures are told', async () => {
  writeFileSync(join(folder, 'ports.json'), '{"relay":99999999}')
  const asked: number[] = []
  await listenAsBefore(folder, 'relay', listener([], asked))
  expect(asked).toEqual([0])
  await expect(listenAsBefore(folder, 'page', listener([0], asked))).rejects.toThrow('taken')
})
