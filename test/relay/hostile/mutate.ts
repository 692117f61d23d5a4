/** A small generator of numbers that can be repeated by its seed (mulberry32). */
export function createDice(seed: number) {
  let state = seed >>> 0
  const roll = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(roll() * limit)
  return { below, pick: <T>(all: readonly T[]) => all[below(all.length)] as T }
}
export type Dice = ReturnType<typeof createDice>

const interesting = [0, 1, 0x7f, 0x80, 0x81, 0x88, 0x89, 0xfe, 0xff, 0x22, 0x7b, 0x0d, 0x0a]

/** Some bytes flipped, cut out, doubled, put in or cut off. */
export function mutate(bytes: Uint8Array, dice: Dice): Buffer {
  let mutated: Buffer = Buffer.from(bytes)
  for (let times = dice.below(4); times >= 0; times--) {
    const at = dice.below(mutated.length + 1)
    const count = dice.below(dice.pick([2, 8, 200]))
    const [before, after] = [mutated.subarray(0, at), mutated.subarray(at)]
    const changes = [
      () => Buffer.concat([before, Buffer.from([dice.pick(interesting)]), after.subarray(1)]),
      () => Buffer.concat([before, Buffer.from([dice.below(256)]), after.subarray(1)]),
      () => Buffer.concat([before, after.subarray(count)]),
      () => Buffer.concat([before, mutated.subarray(at, at + count), after]),
      () => Buffer.concat([before, Buffer.alloc(count, dice.pick(interesting)), after]),
      () => Buffer.from(before),
    ]
    mutated = dice.pick(changes)()
  }
  return mutated
}
