/** Protocol, sizes: a channel takes no more while this much waits in it, in bytes. */
const PAUSE_BYTES = 1024 * 1024
/**
 * A channel is filled again from here. 64 KiB below the host's resume mark of 256 KiB, because the
 * page may have taken that much without having told (`REPORT_BYTES`).
 */
const RESUME_BYTES = 192 * 1024

/** The bridge takes no longer frame, so one would spoil the report it travels in. */
const MAX_FRAME_BYTES = 64 * 1024

/** One of a link's two data channels. */
export interface LaneChannel {
  readonly channel: RTCDataChannel
  /** Sends now, or once the channel is open. */
  send(frames: readonly Uint8Array[]): void
  /** Resolves when the channel has room; at once while it is below its mark. Rejects when it closes. */
  room(): Promise<void>
  /** Bytes not sent off yet. */
  readonly waiting: number
}

export interface LaneOptions {
  readonly id: number
  readonly label: string
  readonly onFrame: (frame: Uint8Array) => void
  readonly onOpen: () => void
  readonly onLow: () => void
  readonly onClose: (reason: string) => void
}

/**
 * `negotiated` with a fixed id: both sides create the channel, so no side can add others, and it exists
 * before the first byte. Ordered and reliable.
 */
export function createLane(connection: RTCPeerConnection, options: LaneOptions): LaneChannel {
  const { id, label, onFrame, onOpen, onLow, onClose } = options
  const channel = connection.createDataChannel(label, { negotiated: true, id, ordered: true })
  channel.binaryType = 'arraybuffer'
  channel.bufferedAmountLowThreshold = RESUME_BYTES
  let early: Uint8Array[] = []
  const waiters = new Set<{ readonly resolve: () => void; readonly reject: (e: Error) => void }>()

  const wake = () => {
    for (const { resolve } of waiters) resolve()
    waiters.clear()
  }
  const put = (frame: Uint8Array) => channel.send(frame as Uint8Array<ArrayBuffer>)

  channel.onopen = () => {
    for (const frame of early) put(frame)
    early = []
    onOpen()
  }
  channel.onmessage = ({ data }) => {
    // Whoever sends text or longer frames speaks another protocol, or means harm.
    if (data instanceof ArrayBuffer && data.byteLength <= MAX_FRAME_BYTES)
      onFrame(new Uint8Array(data))
    else onClose('the other side does not keep to the protocol')
  }
  channel.onbufferedamountlow = () => {
    wake()
    onLow()
  }
  channel.onclose = () => {
    for (const { reject } of waiters) reject(new Error('the channel is closed'))
    waiters.clear()
    onClose('closed by the other side')
  }

  return {
    channel,
    get waiting() {
      return channel.bufferedAmount + early.reduce((sum, frame) => sum + frame.length, 0)
    },
    send(frames) {
      if (channel.readyState === 'open') for (const frame of frames) put(frame)
      else if (channel.readyState === 'connecting') early.push(...frames)
    },
    room() {
      if (channel.readyState === 'open' && channel.bufferedAmount < PAUSE_BYTES)
        return Promise.resolve()
      if (channel.readyState === 'closed') return Promise.reject(new Error('the channel is closed'))
      return new Promise((resolve, reject) => waiters.add({ resolve, reject }))
    },
  }
}
