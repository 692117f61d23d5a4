/** What a person reads for every code of src-core/base/errors.ts: what happened, what is safe, what to do. */
export const errors = {
  INTERNAL: 'Something inside Foyer failed. Your work up to the last change is safe. Try again.',
  INVALID_INPUT: 'That could not be understood. Check what you wrote.',
  NOT_FOUND: 'That is no longer here. Nothing was changed.',
  NOT_ALLOWED:
    'Your role in this Space does not allow that. Nothing was changed. Its owner can give you another role.',
  TOO_LARGE: 'That is too large. Nothing was changed.',
  VISIT_ELSEWHERE:
    'This visit is open in another tab of this browser. Go on there, or close that tab and load this page again.',
  LOCKED: 'Foyer is locked. Unlock it to go on.',
  CLOSED:
    'The connection to Foyer on this device has ended. What was saved is safe. Start Foyer again, if it was closed.',
  TIMEOUT: 'That took too long. What was saved is safe. Try again.',
  WRONG_PASSPHRASE: 'This is not the passphrase of this profile. Nothing was changed. Try again.',
  PROFILE_NEWER:
    'This profile was written by a newer Foyer. Nothing was changed. Update Foyer to open it.',
  PROFILE_DAMAGED:
    'The profile could not be read. Its files were left as they are. Put back a copy of them, if there is one.',
  PROFILE_IN_USE: 'This profile is open in another Foyer on this computer. Close that one first.',
  PROFILE_EXISTS: 'There is already a profile here. Reload this page to open it.',
  DISK_FULL: 'The disk is full. Your text stays here until there is room.',
  DISK_FAILED: 'The disk refused a write. Your text stays here. Check the disk and try again.',
  LINK_MALFORMED:
    'This is not an invitation link of Foyer, or a part of it is missing. Nothing was sent. Copy the whole link and try again.',
  LINK_VERSION: 'This link was made by a newer Foyer. Update Foyer to use it.',
  LINK_EXPIRED: 'This link has expired. Ask for a new one.',
  LINK_USED_UP: 'This link has been used up. Ask for a new one.',
  LINK_REVOKED: 'This link was revoked. Ask for a new one.',
  LINK_FOREIGN: 'This link does not belong to the Space it names. Ask for a new one.',
  LOG_TOO_LARGE:
    'The record of who came, went and got new keys here is too long to be handed to somebody new. Nothing was changed. Make a new Space for them.',
  JOIN_REFUSED: 'You were not let in. Ask the person who gave you the link.',
  ALREADY_MEMBER: 'You are already in this Space.',
  DEVICE_ENDED:
    'This device was in this Space before and cannot come back to it. Come in with another device, or open the link in a browser.',
  KEYS_CHANGING:
    'The keys of this Space are being renewed. Your text stays here; try again when an editor or the owner is connected.',
  OWNER_STAYS: 'The owner cannot leave. Make somebody else the owner first.',
  FORK_WAITING:
    'Nobody who is online has what this device wrote before. Nothing was changed. It goes on by itself when somebody who has it is online.',
  DEVICE_LINK_MALFORMED:
    'This is not a code for adding a device, or a part of it is missing. Copy all of it.',
  RETURN_CODE_MALFORMED:
    'This is not a code of “Help somebody come back”, or a part of it is missing. Copy all of it.',
  DEVICE_UNREACHABLE: 'The other device did not answer within ten minutes. Show a new code there.',
  DEVICE_REFUSED: 'The other device did not let this one in. Show a new code there.',
  KIT_WRONG: 'These are not the words of a recovery kit. Compare them with the printed page.',
  INVITER_UNREACHABLE:
    'Nobody who can let you in is reachable right now. Keep this open, or try again later.',
  RELAY_UNREACHABLE: 'The relay is not reachable. Check the network, then try again.',
  FILE_EMPTY: 'This file has no content. Nothing was added.',
  FILE_TOO_LARGE: 'This file is larger than 2 GiB. Nothing was added.',
  FILE_INCOMPLETE:
    'This file has not arrived completely yet. It goes on as soon as a device that has it is connected.',
  NOTE_NEWER: 'This note was written by a newer Foyer. It can be read here, not changed.',
  UPDATE_REFUSED:
    'This change was refused. The text is back at the last good state; write it again.',
  VERSION_AWAY:
    'The content of this version has not arrived here yet. It comes from a device that has it, once that is connected.',
  VERSIONS_FULL:
    'This note has as many kept versions as it can have. Erase one, then keep this one.',
  GROUP_FORMER:
    'Whoever was taken out of a group comes back to it with another device only. Make a new group instead.',
  NOTHING_TO_UNDO: 'There is nothing to undo.',
  KEYCHAIN_UNAVAILABLE:
    'This computer has no secure place for keys. Choose a passphrase to protect your work.',
}
