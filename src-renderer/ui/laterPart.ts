import { type ComponentType, type LazyExoticComponent, lazy } from 'react'

type Load<P> = () => Promise<{ readonly default: ComponentType<P> }>

const waiting = new Set<() => Promise<unknown>>()

/**
 * A part of the page that is not there at first, because the feed is readable without it. It is loaded
 * when it is rendered, or by `fetchLaterParts`. Rendered inside a `Suspense`.
 */
export function laterPart<P>(load: Load<P>): LazyExoticComponent<ComponentType<P>> {
  waiting.add(load)
  return lazy(load)
}

/** A feed that takes longer does not keep the rest of its page waiting, in ms. */
const FEED_FIRST_MS = 2000
const feed: { readable(): void; readonly isReadable: Promise<void> } = (() => {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { readable: resolve, isReadable: promise }
})()

/** Loads what stands beside a feed once that can be read: on a slow line its bytes would come first. */
export async function afterFeed<T>(load: () => Promise<T>): Promise<T> {
  await Promise.race([
    feed.isReadable,
    new Promise((resolve) => setTimeout(resolve, FEED_FIRST_MS)),
  ])
  return load()
}

/** The first moments belong to what is read, in ms. */
const FIRST_MOMENTS = 2000

const whenIdle = (task: () => void): void => {
  // Safari has no idle callbacks.
  if ('requestIdleCallback' in window) window.requestIdleCallback(task, { timeout: 3000 })
  else task()
}

/**
 * To be called when a feed can be read. Fetches all later parts while nothing else is to be done, so that
 * a click need not wait for them, and finds them when the page's relay is out of reach by then. What failed
 * is asked for again when it is rendered.
 */
export function fetchLaterParts(): void {
  // Its rows are rendered by then, and painted.
  requestAnimationFrame(() => setTimeout(feed.readable, 50))
  const loads = [...waiting]
  waiting.clear()
  if (loads.length === 0) return
  setTimeout(
    () =>
      whenIdle(() => {
        for (const load of loads) load().catch(() => undefined)
      }),
    FIRST_MOMENTS,
  )
}
