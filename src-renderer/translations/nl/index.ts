import { app } from './app.ts'
import { comments } from './comments.ts'
import { common } from './common.ts'
import { composer } from './composer.ts'
import { devices } from './devices.ts'
import { entrance } from './entrance.ts'
import { errors } from './errors.ts'
import { feed } from './feed.ts'
import { feedback } from './feedback.ts'
import { files } from './files.ts'
import { groups } from './groups.ts'
import { guest } from './guest.ts'
import { home } from './home.ts'
import { introduction } from './introduction.ts'
import { invite } from './invite.ts'
import { join } from './join.ts'
import { members } from './members.ts'
import { notes } from './notes.ts'
import { notices } from './notices.ts'
import { palette } from './palette.ts'
import { people } from './people.ts'
import { recipients } from './recipients.ts'
import { recovery } from './recovery.ts'
import { scan } from './scan.ts'
import { settings } from './settings.ts'
import { spaces } from './spaces.ts'
import { sync } from './sync.ts'
import { trust } from './trust.ts'
import { versions } from './versions.ts'

export const nl = {
  app,
  comments,
  common,
  composer,
  entrance,
  errors,
  feed,
  feedback,
  files,
  groups,
  guest,
  home,
  invite,
  join,
  notes,
  palette,
  people,
  scan,
  settings,
  spaces,
  sync,
  members,
  trust,
  introduction,
  notices,
  devices,
  recipients,
  recovery,
  versions,
}
