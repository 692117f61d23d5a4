import { readdirSync, readFileSync } from 'node:fs'

const read = (path: string) => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // it ended meanwhile
  }
}

/** Resident memory of the host process that has this profile open, in MB. Linux only (proc(5)). */
export function hostMemoryMb(dataDir: string): number {
  const pid = readdirSync('/proc').find((name) => {
    const command = /^\d+$/.test(name) ? read(`/proc/${name}/cmdline`) : ''
    return command.includes('browserHost.js') && command.includes(dataDir)
  })
  const line = /^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))
  return (Number(line?.[1]) * 1024) / 1e6
}
