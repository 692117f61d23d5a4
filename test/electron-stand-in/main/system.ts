import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { missing, strict } from '../strict.ts'
import { app } from './app.ts'
import { record } from './record.ts'
import { assertReady, state } from './state.ts'

/** The surfaces of the operating system: recorded, or scripted by the test. */
export const dialog = strict<Electron.Dialog>('dialog', {
  showErrorBox: (title, content) => void record.errorBoxes.push(`${title}: ${content}`),
})

export const shell = strict<Electron.Shell>('shell', {
  async openExternal(url) {
    record.opened.push(url)
  },
})

const display = strict<Electron.Display>('display', {
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  workArea: { x: 0, y: 0, width: 1920, height: 1040 },
})

export const screen = strict<Electron.Screen>('screen', {
  getAllDisplays() {
    assertReady('The screen module cannot be used')
    return [display]
  },
})

export const nativeTheme = strict<Electron.NativeTheme>(
  'nativeTheme',
  Object.assign(new EventEmitter(), {
    shouldUseDarkColors: false,
  }) as Partial<Electron.NativeTheme>,
)

/** `FOYER_STAND_IN_KEYRING=none` is a Linux machine without a secret store. */
const hasKeyring = process.env.FOYER_STAND_IN_KEYRING !== 'none'

/** The keyring's key; the keyring itself belongs to the login, so a file in the test's folder does. */
function keyringKey(): Buffer {
  const file = join(app.getPath('userData'), 'stand-in.keyring')
  try {
    return readFileSync(file)
  } catch {
    const key = randomBytes(32)
    writeFileSync(file, key, { mode: 0o600 })
    return key
  }
}

export const safeStorage = strict<Electron.SafeStorage>('safeStorage', {
  isEncryptionAvailable: () => state.isReady,
  getSelectedStorageBackend: () => (hasKeyring ? 'gnome_libsecret' : 'basic_text'),
  encryptString(text) {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', keyringKey(), nonce)
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([Buffer.from('v11'), nonce, cipher.getAuthTag(), sealed])
  },
  decryptString(bytes) {
    if (bytes.subarray(0, 3).toString() !== 'v11') throw new Error('Error while decrypting')
    const decipher = createDecipheriv('aes-256-gcm', keyringKey(), bytes.subarray(3, 15))
    decipher.setAuthTag(bytes.subarray(15, 31))
    return decipher.update(bytes.subarray(31), undefined, 'utf8') + decipher.final('utf8')
  },
})

const roles = new Set(
  'appMenu fileMenu editMenu viewMenu windowMenu reload toggleDevTools resetZoom zoomIn zoomOut togglefullscreen quit close'.split(
    ' ',
  ),
)

let applicationMenu: Electron.Menu | null = null

function assertItem({ role, label, type, submenu }: Electron.MenuItemConstructorOptions): void {
  if (!role && !label && !type) throw new TypeError('A menu item needs a label, role or type')
  if (role && !roles.has(role)) throw new Error(`[stand-in] menu role ${role}`)
  if (Array.isArray(submenu)) submenu.forEach(assertItem)
}

export const Menu = strict<typeof Electron.Menu>('Menu', {
  buildFromTemplate(template) {
    for (const item of template) assertItem(item as Electron.MenuItemConstructorOptions)
    return strict<Electron.Menu>('menu', { items: template as Electron.MenuItem[] })
  },
  setApplicationMenu(menu) {
    applicationMenu = menu
  },
  getApplicationMenu: () => applicationMenu,
})

/** Exists in the main process too, where nobody may use it. */
export const contextBridge = { exposeInMainWorld: missing('contextBridge in the main process') }
