import { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserWindow } from 'electron'
import { afterAll, expect, test, vi } from 'vitest'
import { keepWindowState, readWindowState } from './windowState.ts'

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

test('a window closes although its place cannot be kept, and the terminal is told', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const window = Object.assign(new EventEmitter(), {
    getNormalBounds: () => bounds,
    isMaximized: () => false,
  })
  keepWindowState(window as unknown as BrowserWindow, folder)
  window.emit('close')
  expect(warn.mock.calls).toEqual([['The place of the window was not kept (EISDIR).']])
  warn.mockRestore()
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
