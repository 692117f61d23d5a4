/** A process that is watched, and stands still or goes on: `node standStill.ts hang|work`. */
import { watchHang } from '../../src-main/host/watchHang.ts'

const EVERY_MS = 100
/** Longer than what is let pass, without a pause as long as that. */
const WORK_MS = EVERY_MS * 16

const stop = watchHang(EVERY_MS)

function work(end: number): void {
  const pause = performance.now() + EVERY_MS * 2
  while (performance.now() < pause);
  if (performance.now() < end) setTimeout(work, 1, end)
  else {
    console.log('done')
    stop()
  }
}

/** Longer than it is let, and not for ever, should nobody end it. */
function standStill(): void {
  const end = performance.now() + WORK_MS * 10
  while (performance.now() < end);
}

if (process.argv[2] === 'hang') setTimeout(standStill, EVERY_MS * 4)
else work(performance.now() + WORK_MS)
