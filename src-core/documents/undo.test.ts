import { expect, test } from 'vitest'
import { createUndoStack } from './undo.ts'

const entry = (n: number) => ({ what: `step ${n}`, undo: -n, redo: n })

test('the newest is undone first and redone last', () => {
  const stack = createUndoStack<number>(10)
  for (const n of [1, 2]) stack.push(entry(n))
  expect([stack.undo()?.undo, stack.undo()?.undo, stack.undo()]).toEqual([-2, -1, undefined])
  expect([stack.redo()?.redo, stack.redo()?.redo, stack.redo()]).toEqual([1, 2, undefined])
})

test('doing something new forgets what was undone', () => {
  const stack = createUndoStack<number>(10)
  stack.push(entry(1))
  stack.undo()
  stack.push(entry(2))
  expect(stack.redo()).toBeUndefined()
  expect(stack.undo()?.undo).toBe(-2)
})

test('only the newest are kept, and stale ones can be dropped', () => {
  const stack = createUndoStack<number>(2)
  for (const n of [1, 2, 3]) stack.push(entry(n))
  stack.drop(({ redo }) => redo === 3)
  expect([stack.undo()?.undo, stack.undo()]).toEqual([-2, undefined])
})
