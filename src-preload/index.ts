import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import type { Port } from '../src-core/bridge/port.ts'

/** The only channel between a page and the shell; src-main/bridge/ipcPort.ts is its other end. */
const channel = 'foyer'
const closers = new Set<() => void>()
let closed = false

function end() {
  closed = true
  for (const closer of closers) closer()
  closers.clear()
}

/** What the page sees as `window.foyer`: a bridge port, and nothing of Electron. */
const port: Port = {
  send(message) {
    if (!closed) ipcRenderer.send(channel, 'message', message)
  },
  onMessage(listener) {
    const handle = (_event: IpcRendererEvent, kind: string, message: unknown) => {
      if (kind === 'message') listener(message)
    }
    ipcRenderer.on(channel, handle)
    return () => void ipcRenderer.removeListener(channel, handle)
  },
  onClose(listener) {
    if (closed) listener()
    else closers.add(listener)
    return () => void closers.delete(listener)
  },
  close: () => ipcRenderer.send(channel, 'close'),
}

ipcRenderer.on(channel, (_event, kind) => kind === 'close' && end())
ipcRenderer.send(channel, 'open')
contextBridge.exposeInMainWorld('foyer', port)
