import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import css from './EntranceScene.module.css'
import { FLOOR_Y, floorTiles } from './sceneFloor.ts'

/*
 * The hall is drawn 800 high with the door's middle at x = 0, and wide enough for any window; what does
 * not fit is cut off left and right.
 */
const HALF = 1300
const TILES = floorTiles(HALF)

const ARCH_FRAME = `M-106.7 ${FLOOR_Y}V345.9a106.7 106.7 0 0 1 213.4 0V${FLOOR_Y}z`
const DOORWAY = `M-90.6 ${FLOOR_Y}V345.9a90.6 90.6 0 0 1 181.2 0V${FLOOR_Y}z`

interface Props {
  readonly door: 'open' | 'closed'
}

/** The one theatrical place: an entrance hall, its door open to newcomers or closed with light beneath. */
export function EntranceScene({ door }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const label = door === 'open' ? t('entrance.sceneOpen') : t('entrance.sceneClosed')
  return (
    <svg
      className={css.scene}
      viewBox={`${-HALF} 0 ${2 * HALF} 800`}
      preserveAspectRatio="xMidYMid slice"
      focusable="false"
      role="img"
      aria-label={label}
    >
      <Gradients id={id} door={door} />
      <Wall id={id} door={door} />
      <Floor id={id} door={door} />
      <path d={ARCH_FRAME} fill="var(--scene-frame)" />
      <path d={ARCH_FRAME} fill="none" stroke="var(--scene-black)" strokeOpacity=".12" />
      {door === 'open' ? <OpenDoor id={id} /> : <ClosedDoor id={id} />}
    </svg>
  )
}

interface Part {
  readonly id: string
  readonly door: Props['door']
}

const stop = (offset: number, color: string, opacity: number | string = 1) => (
  <stop offset={offset} stopColor={`var(--scene-${color})`} stopOpacity={opacity} />
)

function Gradients({ id, door }: Part) {
  const down = { x1: 0, y1: 0, x2: 0, y2: 1 }
  return (
    <defs>
      <linearGradient id={`${id}spill`} {...down}>
        {stop(0, 'warm', 0.95)}
        {stop(1, 'glow', 0)}
      </linearGradient>
      <radialGradient id={`${id}under`}>
        {stop(0, 'glow', 0.75)}
        {stop(1, 'glow', 0)}
      </radialGradient>
      <linearGradient id={`${id}light`} {...down}>
        {stop(0, 'light')}
        {stop(0.7, 'warm')}
        {stop(1, 'glow')}
      </linearGradient>
      <linearGradient id={`${id}leaf`}>
        {stop(0, 'black', 0.12)}
        {stop(1, 'black', 0.42)}
      </linearGradient>
      <linearGradient id={`${id}panel`} {...down}>
        {stop(0, 'white', 0.07)}
        {stop(1, 'black', 0.16)}
      </linearGradient>
      <linearGradient id={`${id}far`} {...down}>
        {stop(0, 'shade', 'var(--scene-shade-a)')}
        {stop(0.5, 'shade', 0)}
      </linearGradient>
      <radialGradient
        id={`${id}wall`}
        gradientUnits="userSpaceOnUse"
        cx="0"
        cy="0"
        r="1"
        gradientTransform={`translate(0 370) scale(${door === 'open' ? 290 : 480} 300)`}
      >
        {stop(0, 'glow', 'var(--scene-glow-a)')}
        {stop(1, 'glow', 0)}
      </radialGradient>
      <clipPath id={`${id}floor`}>
        <rect x={-HALF} y={FLOOR_Y} width={2 * HALF} height="800" />
      </clipPath>
    </defs>
  )
}

function Wall({ id }: Part) {
  const across = { x: -HALF, width: 2 * HALF }
  return (
    <>
      <rect {...across} y="0" height="800" fill="var(--scene-wall)" />
      <rect {...across} y="0" height={FLOOR_Y} fill={`url(#${id}wall)`} />
      <rect {...across} y="448.2" height="149.1" fill="var(--scene-panel)" />
      <rect {...across} y="442.4" height="7.3" fill="var(--scene-rail)" />
      <rect {...across} y="579.8" height="17.5" fill="var(--scene-black)" opacity=".14" />
    </>
  )
}

function Floor({ id, door }: Part) {
  const across = { x: -HALF, y: FLOOR_Y, width: 2 * HALF, height: 203 }
  return (
    <g clipPath={`url(#${id}floor)`}>
      <rect {...across} fill="var(--scene-floor)" />
      <path d={TILES} fill="var(--scene-tile)" />
      <rect {...across} fill={`url(#${id}far)`} />
      {door === 'closed' && (
        <ellipse cx="0" cy={FLOOR_Y} rx="172" ry="104" fill={`url(#${id}under)`} />
      )}
    </g>
  )
}

function OpenDoor({ id }: { readonly id: string }) {
  const leaf = `M-90.6 ${FLOOR_Y}V341.4q-5.4 -65.2 -50.7 -77.9V628.1z`
  return (
    <>
      <path d={DOORWAY} fill={`url(#${id}light)`} />
      <g clipPath={`url(#${id}floor)`}>
        <path
          d={`M-90.6 ${FLOOR_Y}L-500.1 1061.9L421.7 1061.9L90.6 ${FLOOR_Y}z`}
          fill={`url(#${id}spill)`}
        />
      </g>
      <path d={leaf} fill="var(--scene-door)" />
      <path d={leaf} fill={`url(#${id}leaf)`} />
      <path
        d="M-132.3 305.1L-99.7 327.8V413.9L-132.3 418.4zM-132.3 445.6L-99.7 438.4V571.9L-132.3 590.1z"
        fill="none"
        stroke="var(--scene-black)"
        strokeOpacity=".25"
        strokeWidth="2"
      />
      <circle cx="-135.9" cy="432" r="4.5" fill="var(--scene-brass)" />
    </>
  )
}

/** One panel of a door leaf: a dark groove and the light on its inner edge. */
function Panel({
  x,
  y,
  height,
}: {
  readonly x: number
  readonly y: number
  readonly height: number
}) {
  return (
    <>
      <rect
        {...{ x, y, height }}
        width="63.4"
        rx="2.5"
        fill="none"
        stroke="var(--scene-black)"
        strokeOpacity=".28"
        strokeWidth="1.6"
      />
      <rect
        x={x + 1.2}
        y={y + 1.5}
        width="61"
        height={height - 2.3}
        rx="2.5"
        fill="none"
        stroke="var(--scene-white)"
        strokeOpacity=".16"
        strokeWidth=".8"
      />
    </>
  )
}

function ClosedDoor({ id }: { readonly id: string }) {
  return (
    <>
      <path d={DOORWAY} fill="var(--scene-door)" />
      <path d={DOORWAY} fill={`url(#${id}panel)`} />
      <path
        d={`M0 255.3V${FLOOR_Y}`}
        stroke="var(--scene-black)"
        strokeOpacity=".35"
        strokeWidth="1.2"
      />
      {[-76.1, 12.7].map((x) => (
        <g key={x}>
          <Panel x={x} y={355} height={86} />
          <Panel x={x} y={463.7} height={111} />
        </g>
      ))}
      <path
        d="M-76.1 338.7a72.5 72.5 0 0 1 63.4 -61.6v61.6zM76.1 338.7a72.5 72.5 0 0 0 -63.4 -61.6v61.6z"
        fill="var(--scene-window)"
        fillOpacity="var(--scene-window-a)"
      />
      <circle cx="6.2" cy="452.8" r="3.1" fill="var(--scene-brass)" />
      <circle cx="-6.2" cy="452.8" r="3.1" fill="var(--scene-brass)" />
      <rect x="-90.6" y="594.2" width="181.2" height="3.9" fill="var(--ember)" />
    </>
  )
}
