import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { build } from 'vite'

export const serverNames = ['y-webrtc', 'foyer'] as const
export type ServerName = (typeof serverNames)[number]

/** A relay under measurement, in a process of its own. */
export interface MeasuredServer {
  readonly port: number
  /** User and system time so far, in ms. */
  cpuMs(): number
  /** Resident memory, in KiB. */
  residentKiB(): number
  /** When it said that it is ready, in ms since 1970. */
  readonly readyAt: number
  stop(): Promise<void>
  /** As for an upgrade: lets its clients go first. */
  drain(): Promise<void>
}

/** Builds the relay as `npm run build` does; what is measured is what a self-hoster runs. */
export async function buildRelay(): Promise<void> {
  await build({ configFile: 'vite.relay.config.ts', logLevel: 'warn' })
}

/** Starts y-webrtc's own server or our relay on a free port of 127.0.0.1. */
export async function startServer(name: ServerName): Promise<MeasuredServer> {
  const port = await freePort()
  const child =
    name === 'foyer'
      ? launch([...relayFlags(), 'signaling/start.mjs', '--port', String(port), '--limits', 'off'])
      : launch(['node_modules/y-webrtc/bin/server.js'], { PORT: String(port) })
  return whenReady(child, port)
}

/** Starts our relay with all limits on, as a self-hoster would. `env` may decide any setting. */
export async function startRelayWith(
  env: Readonly<Record<string, string>>,
  port?: number,
): Promise<MeasuredServer> {
  const free = port ?? (await freePort())
  const args = [...relayFlags(), 'signaling/start.mjs', '--port', String(free)]
  return whenReady(launch(args, env), free)
}

async function whenReady(child: ChildProcess, port: number): Promise<MeasuredServer> {
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
  await once(lines, 'line')
  const readyAt = Date.now()
  await new Promise((resolve) => setTimeout(resolve, 200))
  return measureProcess(child, port, readyAt)
}

/** What a program that is already there takes. */
export function measureProcess(
  child: ChildProcess,
  port: number,
  readyAt = Date.now(),
): MeasuredServer {
  return {
    port,
    cpuMs: () => cpuMsOf(child.pid as number),
    residentKiB: () => residentKiBOf(child.pid as number),
    readyAt,
    stop: () => end(child, 'SIGKILL'),
    drain: () => end(child, 'SIGTERM'),
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  child.kill(signal)
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

/** The options of Node that `npm run relay` sets. */
function relayFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
  return String(scripts.relay)
    .split(' ')
    .filter((part) => part.startsWith('--'))
}

const launch = (args: string[], env: Record<string, string> = {}): ChildProcess =>
  spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  })

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

/** Fields 14 and 15 of /proc/PID/stat, in ticks of 10 ms (proc(5)); Linux only, like this benchmark. */
function cpuMsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

function residentKiBOf(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(line?.[1])
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}
