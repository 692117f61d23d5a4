import { useMemo } from 'react'
import { encode } from 'uqr'

interface Props {
  readonly text: string
  /** What it is, for who cannot see it. */
  readonly label: string
  /** In px. */
  readonly size?: number
}

/** Around the code, in modules: cameras need it. */
const QUIET = 3

/** A QR code, black on white in every theme, because cameras expect that. */
export function QrCode({ text, label, size = 176 }: Props) {
  const { path, width } = useMemo(() => draw(text), [text])
  return (
    <svg
      role="img"
      aria-label={label}
      width={size}
      height={size}
      viewBox={`0 0 ${width} ${width}`}
      shapeRendering="crispEdges"
      style={{ background: 'var(--qr-light)', borderRadius: 'var(--r-tag)' }}
    >
      <path d={path} fill="var(--qr-dark)" />
    </svg>
  )
}

/** One square a dark module. */
function draw(text: string): { readonly path: string; readonly width: number } {
  const { data } = encode(text, { ecc: 'M', border: QUIET })
  const squares = data.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : [])),
  )
  return { path: squares.join(''), width: data.length }
}
