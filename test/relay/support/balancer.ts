import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Passes TCP connections on to several ports in turn, past those that refuse. */
export interface Balancer {
  readonly url: string
  /** The port that the newest connection went to. */
  latest(): number | undefined
  close(): void
}

export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  let turn = 0
  let latest: number | undefined
  const open = new Set<Socket>()

  const passOn = (client: Socket, attempts: number) => {
    const port = ports[turn++ % ports.length] as number
    const server = connect(port, '127.0.0.1')
    const giveUp = () => (attempts > 1 ? passOn(client, attempts - 1) : client.destroy())
    server.once('error', giveUp)
    server.once('connect', () => {
      server.off('error', giveUp)
      latest = port
      join(client, server)
    })
  }

  const join = (one: Socket, other: Socket) => {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      from.on('error', () => {})
      from.on('close', () => to.destroy())
      from.pipe(to)
    }
  }

  const balancer = createServer({ pauseOnConnect: true }, (client) => {
    open.add(client)
    client.on('close', () => open.delete(client))
    passOn(client, ports.length)
  })
  balancer.listen(0, '127.0.0.1')
  await once(balancer, 'listening')
  return {
    url: `ws://127.0.0.1:${(balancer.address() as AddressInfo).port}`,
    latest: () => latest,
    close() {
      balancer.close()
      for (const socket of open) socket.destroy()
    },
  }
}
