/**
 * Every failure a person can meet. The code crosses the bridge and stands in "Details"; the sentence a
 * person reads is translated by the page under `errors.<code>`, so this table and the translations have
 * the same keys (a test compares them). The English sentence here is for logs and the command line.
 */
export const ERRORS = {
  INTERNAL: 'Something inside Foyer failed. Your work up to the last change is safe.',
  INVALID_INPUT: 'That could not be understood.',
  NOT_FOUND: 'That is no longer here.',
  NOT_ALLOWED: 'Your role in this Space does not allow that.',
  TOO_LARGE: 'That is too large.',
  LOCKED: 'Foyer is locked.',
  VISIT_ELSEWHERE:
    'This visit is open in another tab of this browser. Go on there, or close that tab and load this page again.',
  CLOSED: 'The connection to Foyer on this device has ended.',
  TIMEOUT: 'That took too long.',
  WRONG_PASSPHRASE: 'This is not the passphrase of this profile. Nothing was changed.',
  PROFILE_NEWER:
    'This profile was written by a newer Foyer. Update Foyer to open it; nothing was changed.',
  PROFILE_DAMAGED: 'The profile could not be read. Its files were left as they are.',
  PROFILE_IN_USE: 'This profile is open in another Foyer on this computer. Close that one first.',
  PROFILE_EXISTS: 'There is already a profile here.',
  DISK_FULL: 'The disk is full. Your text stays here until there is room.',
  DISK_FAILED: 'The disk refused a write. Your text stays here.',
  LINK_MALFORMED: 'This is not an invitation link of Foyer, or a part of it is missing.',
  LINK_VERSION: 'This link was made by a newer Foyer. Update Foyer to use it.',
  LINK_EXPIRED: 'This link has expired. Ask for a new one.',
  LINK_USED_UP: 'This link has been used up. Ask for a new one.',
  LINK_REVOKED: 'This link was revoked. Ask for a new one.',
  LINK_FOREIGN: 'This link does not belong to the Space it names.',
  LOG_TOO_LARGE:
    'The list of everything that was ever decided about members is too long here to be handed to somebody new.',
  JOIN_REFUSED: 'Whoever was asked did not let you in.',
  ALREADY_MEMBER: 'You are already in this Space.',
  DEVICE_ENDED: 'This device was in this Space before and cannot come back to it.',
  KEYS_CHANGING:
    'The keys of this Space are being renewed. Try again when somebody who can do that is connected.',
  OWNER_STAYS: 'The owner cannot leave. Make somebody else the owner first.',
  FORK_WAITING:
    'Nobody who is online has what the other copy of this device wrote. Nothing was changed.',
  DEVICE_LINK_MALFORMED: 'This is not a code for adding a device, or a part of it is missing.',
  RETURN_CODE_MALFORMED:
    'This is not a code of somebody who helps one come back, or a part of it is missing.',
  DEVICE_UNREACHABLE: 'The other device did not answer within ten minutes.',
  DEVICE_REFUSED: 'The other device did not let this one in.',
  KIT_WRONG: 'These are not the words of a recovery kit.',
  INVITER_UNREACHABLE: 'Nobody who can let you in is reachable right now.',
  RELAY_UNREACHABLE: 'The relay is not reachable.',
  FILE_EMPTY: 'This file has no content.',
  FILE_TOO_LARGE: 'This file is larger than 2 GiB.',
  FILE_INCOMPLETE: 'This file has not arrived completely yet.',
  NOTE_NEWER: 'This note was written by a newer Foyer. It can be read here, not changed.',
  UPDATE_REFUSED: 'This change was refused, and the text was taken back to the last good state.',
  VERSION_AWAY: 'The content of this version has not arrived on this device yet.',
  VERSIONS_FULL: 'This note has as many kept versions as it can have. Erase one first.',
  GROUP_FORMER:
    'Whoever was taken out of a group comes back to it with another device only. Make a new group.',
  NOTHING_TO_UNDO: 'There is nothing to undo.',
  KEYCHAIN_UNAVAILABLE: 'This computer has no secure place for keys; a passphrase is needed.',
} as const

export type ErrorCode = keyof typeof ERRORS

/** A failure with a code; the only error that crosses the bridge as itself. Never carries secrets. */
export class FoyerError extends Error {
  readonly code: ErrorCode
  readonly details: Readonly<Record<string, string | number>> | undefined

  constructor(code: ErrorCode, details?: Readonly<Record<string, string | number>>) {
    super(ERRORS[code])
    this.name = 'FoyerError'
    this.code = code
    this.details = details
  }
}
