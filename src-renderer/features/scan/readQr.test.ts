import { encode } from 'uqr'
import { describe, expect, test } from 'vitest'
import { readQr } from './readQr.ts'

const SIDE = 420

/** As a camera sees it: small or large, turned, on grey, with noise. */
function photograph(text: string, { degrees = 0, px = 4, noise = 0 } = {}) {
  const { data: modules, size } = encode(text, { ecc: 'M', border: 3 })
  const data = new Uint8ClampedArray(SIDE * SIDE * 4).fill(150)
  const angle = (degrees * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const [dx, dy] = [(x - SIDE / 2) / px, (y - SIDE / 2) / px]
      const column = Math.floor(dx * cos + dy * sin + size / 2)
      const row = Math.floor(-dx * sin + dy * cos + size / 2)
      const isDark = modules[row]?.[column]
      // A fixed pattern, so that what fails once fails again.
      const grain = (((x * 7919 + y * 104729) % 97) / 97 - 0.5) * noise
      const light = (isDark === undefined ? 150 : isDark ? 30 : 220) + grain
      data.set([light, light, light, 255], (y * SIDE + x) * 4)
    }
  }
  return { width: SIDE, height: SIDE, data }
}

const DEVICE = `foyer://device/#${'AbC-3_xYz9'.repeat(18)}`
const NUMBER = `foyer-safety:1:${'48213'.repeat(12)}`

describe('a QR code is read', () => {
  test.for([
    ['straight', {}],
    ['turned', { degrees: 23 }],
    ['upside down', { degrees: 180 }],
    ['far away', { px: 3 }],
    ['near', { px: 5 }],
    ['with noise', { noise: 90 }],
  ] as const)('%s', ([, how]) => {
    expect(readQr(photograph(DEVICE, how))).toBe(DEVICE)
  })

  test('of a safety number', () => {
    expect(readQr(photograph(NUMBER))).toBe(NUMBER)
  })
})

test('a picture without one, or of nothing, is no failure', () => {
  const data = new Uint8ClampedArray(SIDE * SIDE * 4).map((_, at) => (at * 7919) % 256)
  expect(readQr({ width: SIDE, height: SIDE, data })).toBeUndefined()
  expect(readQr({ width: 1, height: 1, data: new Uint8ClampedArray(4) })).toBeUndefined()
})
