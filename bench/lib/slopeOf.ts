/** Slope of the line that fits the points best (least squares), y for each x. */
export function slopeOf(points: readonly { readonly x: number; readonly y: number }[]): number {
  const mean = (key: 'x' | 'y') => points.reduce((sum, p) => sum + p[key], 0) / points.length
  const [meanX, meanY] = [mean('x'), mean('y')]
  let [above, below] = [0, 0]
  for (const { x, y } of points) {
    above += (x - meanX) * (y - meanY)
    below += (x - meanX) ** 2
  }
  return above / below
}
