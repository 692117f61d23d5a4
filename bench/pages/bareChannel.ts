export interface BareChannelPage {
  /** The side that calls first: makes its offer. */
  offer(): Promise<string>
  answer(offer: string): Promise<string>
  accept(answer: string): Promise<void>
  /** Sends so many bytes in messages of 64 KiB, as fast as the channel takes them. */
  send(bytes: number): Promise<void>
  /** Resolves with wall-clock ms when so many bytes have come since the last call. */
  received(bytes: number): Promise<number>
}

declare global {
  interface Window {
    bareChannel: BareChannelPage
  }
}

const MESSAGE_BYTES = 64 * 1024
const HIGH_BYTES = 1024 * 1024

/** One ordered, reliable data channel and nothing around it. */
const connection = new RTCPeerConnection()
const channel = connection.createDataChannel('raw', { negotiated: true, id: 0 })
channel.binaryType = 'arraybuffer'
channel.bufferedAmountLowThreshold = HIGH_BYTES / 4
let arrived = 0
let waiting: { readonly bytes: number; resolve(at: number): void } | undefined

channel.onmessage = ({ data }) => {
  arrived += (data as ArrayBuffer).byteLength
  if (!waiting || arrived < waiting.bytes) return
  arrived -= waiting.bytes
  waiting.resolve(performance.timeOrigin + performance.now())
  waiting = undefined
}

/** With all candidates in the description, so that no signaling is needed afterwards. */
async function described(description: RTCSessionDescriptionInit): Promise<string> {
  await connection.setLocalDescription(description)
  while (connection.iceGatheringState !== 'complete') {
    await new Promise((resolve) => {
      connection.onicegatheringstatechange = resolve
    })
  }
  return connection.localDescription?.sdp ?? ''
}

const low = () =>
  new Promise((resolve) => {
    channel.onbufferedamountlow = resolve
  })

window.bareChannel = {
  offer: async () => described(await connection.createOffer()),
  async answer(sdp) {
    await connection.setRemoteDescription({ type: 'offer', sdp })
    return described(await connection.createAnswer())
  },
  accept: (sdp) => connection.setRemoteDescription({ type: 'answer', sdp }),
  async send(bytes) {
    if (channel.readyState !== 'open') {
      await new Promise((resolve) => {
        channel.onopen = resolve
      })
    }
    const message = new Uint8Array(MESSAGE_BYTES)
    for (let left = bytes; left > 0; left -= MESSAGE_BYTES) {
      if (channel.bufferedAmount > HIGH_BYTES) await low()
      channel.send(left < MESSAGE_BYTES ? message.subarray(0, left) : message)
    }
  },
  received: (bytes) =>
    new Promise((resolve) => {
      waiting = { bytes, resolve }
    }),
}
