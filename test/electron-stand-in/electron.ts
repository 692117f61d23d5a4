/**
 * What `import … from 'electron'` finds in the stand-in. An import that is not listed here fails to
 * link, which is how a missing module shows.
 */
import { startStandIn } from './main/boot.ts'

export { app } from './main/app.ts'
export { BrowserWindow } from './main/browserWindow.ts'
export { ipcMain } from './main/ipcMain.ts'
export { protocol, session } from './main/session.ts'
export { dialog, Menu, nativeTheme, safeStorage, screen, shell } from './main/system.ts'

startStandIn()
