/** A set of places in a part of the log, one bit each. Sets of one part have the same number of words. */
export type Places = Uint32Array

export const createPlaces = (size: number): Places => new Uint32Array(size)

export function addPlace(places: Places, place: number): void {
  places[place >>> 5] = (places[place >>> 5] as number) | (1 << (place & 31))
}

export function removePlace(places: Places, place: number): void {
  places[place >>> 5] = (places[place >>> 5] as number) & ~(1 << (place & 31))
}

export function both(a: Places, b: Places): Places {
  const set = createPlaces(a.length)
  for (let at = 0; at < a.length; at++) set[at] = (a[at] as number) & (b[at] as number)
  return set
}

export function without(a: Places, b: Places): Places {
  const set = createPlaces(a.length)
  for (let at = 0; at < a.length; at++) set[at] = (a[at] as number) & ~(b[at] as number)
  return set
}

export function* placesIn(places: Places): Generator<number> {
  for (const [at, word] of places.entries())
    for (let left = word; left !== 0; left &= left - 1)
      yield at * 32 + (31 - Math.clz32(left & -left))
}
