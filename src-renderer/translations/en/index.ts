import { devices } from './devices.ts'
import { feedback } from './feedback.ts'
import { groups } from './groups.ts'
import { introduction } from './introduction.ts'
import { invite } from './invite.ts'
import { members } from './members.ts'
import { notices } from './notices.ts'
import { palette } from './palette.ts'
import { recipients } from './recipients.ts'
import { recovery } from './recovery.ts'
import { scan } from './scan.ts'
import { settings } from './settings.ts'
import { spaces } from './spaces.ts'
import { versions } from './versions.ts'
import { enVisitor } from './visitor.ts'

export const en = {
  ...enVisitor,
  devices,
  feedback,
  groups,
  introduction,
  invite,
  members,
  notices,
  palette,
  scan,
  settings,
  spaces,
  recipients,
  recovery,
  versions,
}
