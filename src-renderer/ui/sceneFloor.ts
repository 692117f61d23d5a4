/** Where the wall meets the floor, in units of the entrance scene. */
export const FLOOR_Y = 597.3

// One-point perspective: the eye's height, the width of a tile at unit depth, and the step between rows.
const EYE_Y = 401.5
const TILE = 0.5252
const NEAREST = 1 / 714.9
const STEP = 0.0003464
const ROWS = 13

/** The dark tiles of the floor as one path: diamonds that grow towards the viewer, up to ±`half` wide. */
export function floorTiles(half: number): string {
  const depth = (row: number) => 1 / (NEAREST + STEP * row)
  const point = (column: number, row: number) =>
    `${(column * TILE * depth(row)).toFixed(1)} ${(EYE_Y + depth(row)).toFixed(1)}`
  const tiles: string[] = []
  for (let row = 1; row < ROWS; row += 2) {
    const most = Math.ceil(half / (TILE * depth(row))) + 1
    for (let column = -most; column < most; column++) {
      const corners = [
        point(column, row),
        point(column + 0.5, row + 1),
        point(column + 1, row),
        point(column + 0.5, row - 1),
      ]
      tiles.push(`M${corners.join('L')}z`)
    }
  }
  return tiles.join('')
}
