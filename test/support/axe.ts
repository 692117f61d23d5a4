import axe from 'axe-core'

/** WCAG 2.2, levels A and AA. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Those of them whose answer depends on colours: all that light and dark can differ in. */
const COLOURS = ['color-contrast', 'link-in-text-block']

/** A page of either of Playwright's packages. */
interface Evaluates {
  evaluate<T>(script: string): Promise<T>
}

/** Until nothing in the document has changed or moved for 100 ms; 3 s is longer than anything moves. */
const still = `new Promise((done) => {
  let changedAt = performance.now()
  const until = changedAt + 3000
  const observer = new MutationObserver(() => { changedAt = performance.now() })
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
  const moves = ({ playState, effect }) =>
    playState === 'running' && Number.isFinite(effect?.getComputedTiming().endTime)
  const check = () => {
    const now = performance.now()
    if (document.getAnimations().some(moves)) changedAt = now
    if (now - changedAt < 100 && now < until) return setTimeout(check, 25)
    observer.disconnect()
    done()
  }
  check()
})`

const run = (runOnly: object) => `axe.run(document, {
    runOnly: ${JSON.stringify(runOnly)},
    resultTypes: ['violations'],
  })
  .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html, any }) =>
      [id + ':', target.join(' '), any[0]?.message ?? '', html.slice(0, 160)].join(' '))))`

/**
 * What axe finds on the page as it stands, a line each. Axe is put into a page once: parsing it takes
 * three times as long as asking it.
 */
export async function axeProblems(
  page: Evaluates,
  rules: 'all' | 'colours' = 'all',
): Promise<string[]> {
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(axe.source)
  await page.evaluate(still)
  const runOnly =
    rules === 'all' ? { type: 'tag', values: TAGS } : { type: 'rule', values: COLOURS }
  return page.evaluate<string[]>(run(runOnly))
}
