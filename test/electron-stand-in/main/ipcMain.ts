import { EventEmitter } from 'node:events'
import { strict } from '../strict.ts'

/** Messages of pages; `handle` is not implemented, because the app has one channel and no calls. */
export const ipcMain = strict<Electron.IpcMain>(
  'ipcMain',
  new EventEmitter() as Partial<Electron.IpcMain>,
)
