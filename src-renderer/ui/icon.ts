/** One family of icons: 18 px, 15 inline, 22 touch, always this stroke; names come from the text beside. */
export const ICON = { size: 18, stroke: 1.75, 'aria-hidden': true } as const
export const INLINE_ICON = { ...ICON, size: 15 } as const
export const TOUCH_ICON = { ...ICON, size: 22 } as const
