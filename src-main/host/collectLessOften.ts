import { setFlagsFromString } from 'node:v8'

/**
 * For a host that is a process of its own, once at its start. V8 holds bytes outside its heap (all that crosses the
 * host is such) against the limit of its old objects, and so collects the whole heap every few megabytes; with this it
 * counts them towards the limit of everything, which grows with what is there, as later versions do by themselves.
 */
export function collectLessOften(): void {
  setFlagsFromString('--external-memory-accounted-in-global-limit')
}
