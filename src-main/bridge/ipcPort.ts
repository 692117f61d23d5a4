import type { MessagePort } from 'node:worker_threads'
import type { IpcMain, IpcMainEvent, WebContents } from 'electron'

/** The other end is src-preload/index.ts. */
const channel = 'foyer'

export interface IpcPortOptions {
  readonly ipcMain: IpcMain
  /** True for the top frame of one of the app's own windows, showing one of the app's own pages. */
  readonly isTrusted: (event: IpcMainEvent) => boolean
  /** Opens a bridge connection to the host worker; undefined while there is none. */
  readonly connect: (contents: WebContents) => MessagePort | undefined
}

/**
 * Joins each page to the host worker. A page gets a new connection whenever it loads, so that
 * nothing of the old page's streams reaches the new one.
 */
export function serveIpcPort({ ipcMain, isTrusted, connect }: IpcPortOptions): () => void {
  const ports = new Map<WebContents, MessagePort>()

  const close = (contents: WebContents) => {
    const port = ports.get(contents)
    ports.delete(contents)
    port?.close()
  }

  const tellClosed = (contents: WebContents, port: MessagePort) => {
    if (ports.get(contents) !== port) return
    ports.delete(contents)
    if (!contents.isDestroyed()) contents.send(channel, 'close')
  }

  const open = (contents: WebContents) => {
    close(contents)
    const port = connect(contents)
    if (!port) {
      contents.send(channel, 'close')
      return
    }
    ports.set(contents, port)
    port.on('message', (message) => {
      if (!contents.isDestroyed()) contents.send(channel, 'message', message)
    })
    port.on('close', () => tellClosed(contents, port))
    contents.once('destroyed', () => close(contents))
    contents.once('render-process-gone', () => close(contents))
  }

  const onIpc = (event: IpcMainEvent, kind: unknown, message: unknown) => {
    if (!isTrusted(event)) return
    if (kind === 'open') open(event.sender)
    else if (kind === 'message') ports.get(event.sender)?.postMessage(message)
    else if (kind === 'close') close(event.sender)
  }

  ipcMain.on(channel, onIpc)
  return () => {
    ipcMain.removeListener(channel, onIpc)
    for (const contents of [...ports.keys()]) close(contents)
  }
}
