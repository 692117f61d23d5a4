/** Foyer's sign: an open door with light beneath it. */
export function FoyerMark({ width = 22 }: { readonly width?: number }) {
  return (
    <svg width={width} height={(width * 46) / 40} viewBox="0 0 40 46" aria-hidden focusable="false">
      <path d="M2 40V20a18 18 0 0 1 36 0v20z" fill="var(--enamel-bottle)" />
      <path d="M11 40V21a9 9 0 0 1 18 0v19z" fill="var(--mark-light)" />
      <path d="M11 40V21a9 9 0 0 1 9-9v28z" fill="var(--scene-white)" opacity=".28" />
      <rect x="0" y="41" width="40" height="5" rx="2.5" fill="var(--ember)" />
    </svg>
  )
}
