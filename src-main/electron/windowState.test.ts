import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readWindowState } from './windowState.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-window-'))
const file = join(folder, 'window.json')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }]
const bounds = { x: 100, y: 50, width: 900, height: 700 }
const kept = { ...bounds, maximized: true }

test('the window opens where it was', () => {
  writeFileSync(file, JSON.stringify(kept))
  expect(readWindowState(file, screens)).toEqual({ bounds, maximized: true })
})

test('a place on a screen that is gone keeps its size only', () => {
  writeFileSync(file, JSON.stringify({ ...kept, x: 4000 }))
  expect(readWindowState(file, screens)).toEqual({
    bounds: { width: 900, height: 700 },
    maximized: true,
  })
})

test.each(['', '{', '{"width":"wide"}', '{"width":1,"height":1,"maximized":false}'])(
  'an unreadable file %s gives a first size',
  (content) => {
    writeFileSync(file, content)
    expect(readWindowState(file, screens)).toEqual({
      bounds: { width: 1280, height: 800 },
      maximized: false,
    })
  },
)
