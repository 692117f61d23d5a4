export interface CurvePoint {
  readonly x: number
  readonly y: number
}

const WIDTH = 720
const HEIGHT = 280
const left = 48
const top = 40
const right = WIDTH - 16
const bottom = HEIGHT - 52

/**
 * A curve as an SVG file that can be read on light and dark pages: minutes below, values from zero on the
 * left, because a scale that begins at the smallest value makes every line look steep.
 */
export function drawCurve(
  points: readonly CurvePoint[],
  { title, caption }: { readonly title: string; readonly caption: string },
): string {
  const maxX = Math.max(...points.map(({ x }) => x))
  const step = niceStep(Math.max(...points.map(({ y }) => y)) / 5)
  const maxY = step * 6
  const atX = (x: number) => (left + (x / maxX) * (right - left)).toFixed(1)
  const atY = (y: number) => (bottom - (y / maxY) * (bottom - top)).toFixed(1)
  const rows = Array.from({ length: 7 }, (_, index) => index * step)
  const columns = Array.from({ length: 7 }, (_, index) => (index * maxX) / 6)
  const text = (x: number | string, y: number | string, anchor: string, content: string) =>
    `<text x="${x}" y="${y}" text-anchor="${anchor}">${content}</text>`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">`,
    '<style>text{font:12px system-ui,sans-serif;fill:#767676}path,line{fill:none;stroke:#767676}',
    '.grid{stroke-opacity:.25}.curve{stroke:#0f7b6c;stroke-width:1.5}</style>',
    text(left, 20, 'start', title),
    ...rows.map(
      (y) => `<line class="grid" x1="${left}" x2="${right}" y1="${atY(y)}" y2="${atY(y)}"/>`,
    ),
    ...rows.map((y) => text(left - 6, Number(atY(y)) + 4, 'end', String(y))),
    ...columns.map((x) => text(atX(x), bottom + 18, 'middle', x.toFixed(maxX < 6 ? 1 : 0))),
    `<path class="curve" d="M${points.map(({ x, y }) => `${atX(x)} ${atY(y)}`).join('L')}"/>`,
    text(left, HEIGHT - 10, 'start', caption),
    '</svg>\n',
  ].join('\n')
}

/** The next of 1, 2, 5, 10, 20, … */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  return ([1, 2, 5, 10].find((step) => step * power >= least) ?? 10) * power
}
