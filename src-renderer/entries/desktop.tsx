import '../ui/styles.ts'
import '@fontsource-variable/atkinson-hyperlegible-mono/wght.css'
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css'
import '@fontsource-variable/literata/opsz.css'
import { connect } from '../../src-core/bridge/connect.ts'
import { contract } from '../../src-core/bridge/contract.ts'
import type { Port } from '../../src-core/bridge/port.ts'
import { createFetchBulk } from '../bridge/fetchBulk.ts'
import { FoyerApp } from '../features/app/FoyerApp.tsx'
import { preferredLanguage } from '../state/i18n.ts'
import { rememberedLanguage } from '../state/preferences.ts'
import { en } from '../translations/en/index.ts'
import { startPage } from '../ui/startPage.tsx'

/** The desktop's visible window; the preload hands it the bridge. */
const { foyer } = window as unknown as { readonly foyer: Port }

const connection = {
  client: connect(foyer, contract),
  bulk: createFetchBulk({ fetch: (path, init) => fetch(path, init) }),
}

void startPage(
  rememberedLanguage() ?? preferredLanguage(navigator.languages),
  <FoyerApp connection={connection} />,
  en,
)
