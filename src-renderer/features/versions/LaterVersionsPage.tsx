import { addVersionTexts } from './addVersionTexts.ts'
import { VersionsPage } from './VersionsPage.tsx'

addVersionTexts()

export default VersionsPage
