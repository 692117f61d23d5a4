import { addVersionTexts } from './texts.ts'
import { VersionsPage } from './VersionsPage.tsx'

addVersionTexts()

export default VersionsPage
