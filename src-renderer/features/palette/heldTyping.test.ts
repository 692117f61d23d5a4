import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createHeldTyping } from './heldTyping.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function createKeyboard() {
  const target = new EventTarget()
  /** What reached the page beneath. */
  const reached: string[] = []
  const press = (key: string, more: Partial<KeyboardEvent> = {}) => {
    const event = new Event('keydown', { cancelable: true })
    Object.assign(event, { key, getModifierState: () => false, ...more })
    target.dispatchEvent(event)
    if (!event.defaultPrevented) reached.push(key)
  }
  return { target, reached, press }
}

function createHeld() {
  const keyboard = createKeyboard()
  return { ...keyboard, typing: createHeldTyping(keyboard.target) }
}

test('what is typed before the palette stands there comes to it whole', () => {
  const { typing, press, reached } = createHeld()
  typing.hold()
  for (const key of 'settingz') press(key)
  press('Backspace')
  press('s')
  press('😀')
  press('Enter')
  expect(typing.take()).toBe('settings😀')
  expect(reached).toEqual([])
  press('x')
  expect(reached).toEqual(['x'])
  expect(typing.take()).toBe('')
})

test('shortcuts go where they always go; a letter written with AltGr is a letter', () => {
  const { typing, press, reached } = createHeld()
  typing.hold()
  press('k', { ctrlKey: true })
  press('Tab')
  press('@', { ctrlKey: true, altKey: true, getModifierState: (name) => name === 'AltGraph' })
  expect(reached).toEqual(['k', 'Tab'])
  expect(typing.take()).toBe('@')
})

test.for(['Escape', 'a click', 'ten seconds'])('%s gives the keyboard back', (by) => {
  const { typing, press, reached, target } = createHeld()
  typing.hold()
  press('a')
  if (by === 'Escape') press('Escape')
  else if (by === 'a click') target.dispatchEvent(new Event('pointerdown'))
  else vi.advanceTimersByTime(10_000)
  press('b')
  expect(reached).toEqual(['b'])
  expect(typing.take()).toBe('')
})
