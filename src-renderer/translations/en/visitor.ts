import { app } from './app.ts'
import { comments } from './comments.ts'
import { common } from './common.ts'
import { composer } from './composer.ts'
import { entrance } from './entrance.ts'
import { errors } from './errors.ts'
import { feed } from './feed.ts'
import { files } from './files.ts'
import { guest } from './guest.ts'
import { home } from './home.ts'
import { join } from './join.ts'
import { notes } from './notes.ts'
import { people } from './people.ts'
import { sync } from './sync.ts'
import { trust } from './trust.ts'

/** What a visitor's page says; its owner's pages say more. Kept apart, so that it comes sooner. */
export const enVisitor = {
  app,
  comments,
  common,
  composer,
  entrance,
  errors,
  feed,
  files,
  guest,
  home,
  join,
  notes,
  people,
  sync,
  trust,
}
