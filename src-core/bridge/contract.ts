import { app } from './contract/app.ts'
import { bodies } from './contract/bodies.ts'
import { comments } from './contract/comments.ts'
import { devices } from './contract/devices.ts'
import { feed } from './contract/feed.ts'
import { files } from './contract/files.ts'
import { groups } from './contract/groups.ts'
import { introduction } from './contract/introduction.ts'
import { invitations } from './contract/invitations.ts'
import { keeping } from './contract/keeping.ts'
import { members } from './contract/members.ts'
import { recipients } from './contract/recipients.ts'
import { recovery } from './contract/recovery.ts'
import { search } from './contract/search.ts'
import { spaces } from './contract/spaces.ts'
import { transport } from './contract/transport.ts'
import { versions } from './contract/versions.ts'
import { defineContract } from './define.ts'

/**
 * Everything a page may ask of its host: a file a namespace, composed here. A new one is out of reach of
 * a guest's page until `callerRights.ts` names it.
 */
export const contract = defineContract({
  app,
  spaces,
  feed,
  comments,
  devices,
  bodies,
  files,
  groups,
  introduction,
  invitations,
  keeping,
  members,
  recipients,
  recovery,
  search,
  transport,
  versions,
})
export type FoyerContract = typeof contract

export type { AppStatus, Settings } from './contract/app.ts'
export type { BodyEvent } from './contract/bodies.ts'
export type { Comment } from './contract/comments.ts'
export type { FeedItem, itemContent, NoteBlock, Receiver } from './contract/feed.ts'
export type { FileInfo } from './contract/files.ts'
export type { GroupCandidate } from './contract/groups.ts'
export type { IntroductionTold } from './contract/introduction.ts'
export type { Door, Invitation, JoinRequest } from './contract/invitations.ts'
export type { FormerMember, MemberDetails, Verified } from './contract/members.ts'
export type { GivenItem, Grounds } from './contract/recipients.ts'
export type { SpaceSummary, SpaceView } from './contract/spaces.ts'
export type { DeviceSync, deviceSync, SyncState } from './contract/syncState.ts'
export type { TransportEvent, TransportOrder } from './contract/transport.ts'
export type { ErasedVersion, History, Version } from './contract/versions.ts'
export type { Role } from './schemas.ts'
