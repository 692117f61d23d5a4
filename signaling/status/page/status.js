/**
 * "Test from here" of a relay's status page: what a Foyer app needs, tried one after the other. It
 * talks to this relay and to the STUN and TURN servers it names, and to nobody else.
 *
 * @typedef {{ state: 'good' | 'bad' | 'none', say: string, advice?: string }} Outcome
 * @typedef {{ socket: WebSocket | undefined, servers: RTCIceServer[] }} Context
 */

const SOCKET_WITHIN_MS = 8_000
const ANSWER_WITHIN_MS = 5_000
const LINK_WITHIN_MS = 10_000
const ROUND_TRIPS = 8

/** @param {number} ms */
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** @param {string} id */
const byId = (id) => document.getElementById(id)

/** @param {string} say @param {string} [advice] @returns {Outcome} */
const bad = (say, advice) =>
  advice === undefined ? { state: 'bad', say } : { state: 'bad', say, advice }

function relayAddress() {
  const address = new URL('/', location.href)
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
  const field = byId('token')
  const token = field instanceof HTMLInputElement ? field.value.trim() : ''
  if (token !== '') address.searchParams.set('token', token)
  return address.href
}

/** @param {Context} context @returns {Promise<Outcome>} */
async function reachRelay(context) {
  const startedAt = performance.now()
  const socket = new WebSocket(relayAddress())
  const isOpen = await Promise.race([
    new Promise((resolve) => {
      socket.onopen = () => resolve(true)
      socket.onclose = () => resolve(false)
    }),
    wait(SOCKET_WITHIN_MS).then(() => undefined),
  ])
  if (isOpen === true) {
    context.socket = socket
    return { state: 'good', say: `open after ${Math.round(performance.now() - startedAt)} ms` }
  }
  socket.close()
  const advice = byId('token')
    ? 'Is the join token right? If it is: a reverse proxy in front of the relay must pass WebSockets on, and this page’s address must be among its allowed origins.'
    : 'This page loads, so the relay is there. A reverse proxy in front of it must pass WebSockets on (the Upgrade header), a firewall on the way may refuse them, and this page’s address must be among the relay’s allowed origins.'
  return bad(isOpen === undefined ? 'no answer' : 'refused', advice)
}

/**
 * Sends a frame and resolves with the first that `isAnswer` takes, or with nothing in time.
 * @param {WebSocket} socket @param {object} frame
 * @param {(message: any) => boolean} isAnswer @param {number} [withinMs]
 * @returns {Promise<any>}
 */
function ask(socket, frame, isAnswer, withinMs = ANSWER_WITHIN_MS) {
  return new Promise((resolve) => {
    /** @param {any} answer */
    const end = (answer) => {
      clearTimeout(timer)
      socket.removeEventListener('message', hear)
      resolve(answer)
    }
    /** @param {MessageEvent} event */
    const hear = ({ data }) => {
      const message = JSON.parse(data)
      if (isAnswer(message)) end(message)
    }
    const timer = setTimeout(() => end(undefined), withinMs)
    socket.addEventListener('message', hear)
    socket.send(JSON.stringify(frame))
  })
}

/** @param {any} message */
const isPong = (message) => message.type === 'pong'

const notReached = bad('not tried', 'The relay has to be reached first.')

/** @param {Context} context @returns {Promise<Outcome>} */
async function measureRoundTrip({ socket }) {
  if (!socket) return notReached
  const times = []
  for (let count = 0; count < ROUND_TRIPS; count++) {
    const startedAt = performance.now()
    if (!(await ask(socket, { type: 'ping' }, isPong))) {
      return bad(
        'no answer',
        'The connection opened and then fell silent: look at time-outs of the reverse proxy.',
      )
    }
    times.push(performance.now() - startedAt)
  }
  const median = times.sort((one, other) => one - other)[ROUND_TRIPS / 2] ?? 0
  return { state: 'good', say: `${median < 10 ? median.toFixed(1) : Math.round(median)} ms` }
}

/** @param {Context} context @returns {Promise<Outcome>} */
async function sendThereAndBack({ socket }) {
  if (!socket) return notReached
  const topic = `status-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`
  const data = 'x'.repeat(30_000)
  socket.send(JSON.stringify({ type: 'subscribe', topics: [topic] }))
  const frame = { type: 'publish', topic, data }
  const answer = await ask(socket, frame, (message) => message.topic === topic)
  socket.send(JSON.stringify({ type: 'unsubscribe', topics: [topic] }))
  if (answer?.data === data) return { state: 'good', say: '30 KB, unchanged' }
  return bad(
    'lost',
    'Something between here and the relay cuts messages off: look at size limits of the reverse proxy.',
  )
}

/**
 * A connection of this page to itself, with a message over it.
 * @param {RTCConfiguration} configuration
 */
async function talkToOneself(configuration) {
  const [one, two] = [new RTCPeerConnection(configuration), new RTCPeerConnection(configuration)]
  one.onicecandidate = ({ candidate }) =>
    candidate && two.addIceCandidate(candidate).catch(() => {})
  two.onicecandidate = ({ candidate }) =>
    candidate && one.addIceCandidate(candidate).catch(() => {})
  const heard = new Promise((resolve) => {
    two.ondatachannel = ({ channel }) => {
      channel.onmessage = ({ data }) => resolve(data === 'to myself')
    }
  })
  const channel = one.createDataChannel('test')
  channel.onopen = () => channel.send('to myself')
  const startedAt = performance.now()
  await one.setLocalDescription()
  await two.setRemoteDescription(/** @type {RTCSessionDescription} */ (one.localDescription))
  await two.setLocalDescription()
  await one.setRemoteDescription(/** @type {RTCSessionDescription} */ (two.localDescription))
  const arrived = await Promise.race([heard, wait(LINK_WITHIN_MS).then(() => false)])
  one.close()
  two.close()
  return arrived ? Math.round(performance.now() - startedAt) : undefined
}

const hasWebRtc = () => typeof RTCPeerConnection === 'function'
const noWebRtc = bad(
  'no WebRTC',
  'This browser has it switched off, by a setting or an extension. Foyer cannot link devices without it.',
)

/** @returns {Promise<Outcome>} */
async function linkDirectly() {
  if (!hasWebRtc()) return noWebRtc
  const ms = await talkToOneself({ iceServers: [] })
  if (ms !== undefined) return { state: 'good', say: `open after ${ms} ms` }
  return bad('does not open', 'The browser or a firewall on this device blocks WebRTC (UDP).')
}

/** @param {Context} context @param {(url: string) => boolean} isWanted */
const serversWith = ({ servers }, isWanted) =>
  servers
    .map((server) => ({ ...server, urls: [server.urls].flat().filter(isWanted) }))
    .filter(({ urls }) => urls.length > 0)

/**
 * Whether candidates of a kind can be had.
 * @param {RTCConfiguration} configuration @param {string} kind
 */
async function gathers(configuration, kind) {
  const connection = new RTCPeerConnection(configuration)
  connection.createDataChannel('test')
  const found = new Promise((resolve) => {
    connection.onicecandidate = ({ candidate }) => {
      if (candidate?.type === kind) resolve(true)
      else if (candidate === null) resolve(false)
    }
  })
  await connection.setLocalDescription()
  const answer = await Promise.race([found, wait(LINK_WITHIN_MS).then(() => false)])
  connection.close()
  return answer === true
}

/** @param {Context} context @returns {Promise<Outcome>} */
async function reachStun(context) {
  if (!context.socket) return notReached
  if (!hasWebRtc()) return noWebRtc
  // A TURN server answers STUN as well (RFC 8656, 5).
  const iceServers = serversWith(context, () => true)
  if (iceServers.length === 0) {
    return {
      state: 'none',
      say: 'not offered',
      advice:
        'Devices of one network still find each other. For others, set turn.urls in the relay’s configuration.',
    }
  }
  if (await gathers({ iceServers }, 'srflx')) return { state: 'good', say: 'answers' }
  // On the server's own network the address seen from outside is the device's own.
  if (await gathers({ iceServers, iceTransportPolicy: 'relay' }, 'relay')) {
    return { state: 'good', say: 'answers' }
  }
  return bad(
    'no answer',
    'Is the server running, and is UDP port 3478 open on its firewall and on this network?',
  )
}

/** @param {Context} context @returns {Promise<Outcome>} */
async function linkOverTurn(context) {
  if (!context.socket) return notReached
  if (!hasWebRtc()) return noWebRtc
  const iceServers = serversWith(context, (url) => url.startsWith('turn'))
  if (iceServers.length === 0) {
    return {
      state: 'none',
      say: 'not offered',
      advice:
        'People behind strict networks may not reach each other, and nobody can hide their address. Set turn.urls and turn.secret.',
    }
  }
  const configuration = /** @type {const} */ ({ iceServers, iceTransportPolicy: 'relay' })
  const ms = await talkToOneself(configuration)
  if (ms !== undefined) return { state: 'good', say: `open after ${ms} ms` }
  return (await gathers(configuration, 'relay'))
    ? bad(
        'passes nothing on',
        'The server lets clients in, but its relay ports are closed: open 49152–65535/UDP on its firewall, or those of min-port and max-port.',
      )
    : bad(
        'does not let in',
        'Is the server running, are its ports open, is its clock right, and is its static-auth-secret the relay’s turn.secret?',
      )
}

/** @type {readonly (readonly [string, (context: Context) => Promise<Outcome>])[]} */
const steps = [
  ['The relay', reachRelay],
  ['Round trip', measureRoundTrip],
  ['A message there and back', sendThereAndBack],
  ['Data channel to oneself', linkDirectly],
  ['STUN server', reachStun],
  ['TURN server', linkOverTurn],
]

const signs = { good: '✓', bad: '✕', none: '–' }

/** @param {string} name @returns {HTMLLIElement} */
function addRow(name) {
  const row = document.createElement('li')
  for (const [kind, text] of [
    ['sign', '…'],
    ['name', name],
    ['say', 'trying'],
  ]) {
    const part = document.createElement('span')
    part.className = kind ?? ''
    part.textContent = text ?? ''
    if (kind === 'sign') part.ariaHidden = 'true'
    row.append(part)
  }
  byId('results')?.append(row)
  return row
}

/** @param {HTMLLIElement} row @param {Outcome} outcome */
function showOutcome(row, { state, say, advice }) {
  row.dataset.state = state
  const [sign, , said] = row.children
  if (sign) sign.textContent = signs[state]
  if (said) said.textContent = say
  if (advice === undefined) return
  const paragraph = document.createElement('p')
  paragraph.className = 'advice'
  paragraph.textContent = advice
  row.append(paragraph)
}

/** @param {string} text */
function sum(text) {
  const line = byId('sum')
  if (line) line.textContent = text
}

async function run() {
  byId('results')?.replaceChildren()
  sum('Trying…')
  /** @type {Context} */
  const context = { socket: undefined, servers: [] }
  const outcomes = []
  for (const [name, test] of steps) {
    const row = addRow(name)
    const outcome = await test(context).catch(() => bad('failed', 'The browser refused it.'))
    showOutcome(row, outcome)
    outcomes.push(outcome.state)
    if (test === reachRelay && context.socket) {
      const offer = await ask(context.socket, { type: 'ice' }, ({ type }) => type === 'ice', 1_000)
      context.servers = offer?.servers ?? []
    }
  }
  context.socket?.close()
  const failed = outcomes.filter((state) => state === 'bad').length
  sum(
    failed === 0
      ? 'All that this relay offers works from here.'
      : `${failed} of ${steps.length} do not work from here.`,
  )
}

const button = byId('run')
button?.addEventListener('click', async () => {
  if (button.ariaDisabled === 'true') return
  button.ariaDisabled = 'true'
  await run()
  button.ariaDisabled = 'false'
})
const address = byId('address')
if (address) address.textContent = `${location.origin}/`
