export const members = {
  title: 'People and roles',
  toAll: 'Back to everybody',
  safetyNumber: 'Safety number',
  kinds: 'Who is shown',
  kind: {
    everyone: 'Everyone',
    members: 'Members',
    visitors: 'Visitors',
    removed: 'Removed',
  },
  noneRemoved: 'Nobody was removed from this Space.',
  noneRemoved_group: 'Nobody was removed from this group.',
  noneRemoved_document: 'Nobody was removed from this document.',
  removed:
    '<b><bdi>{{name}}</bdi></b> was removed from <bdi>{{space}}</bdi> on {{when}}. New keys since then. Copies received before that stay there.',
  left: '<b><bdi>{{name}}</bdi></b> left <bdi>{{space}}</bdi> on {{when}}. New keys since then. Copies received before that stay there.',
  roleIn: 'Role in <bdi>{{space}}</bdi>',
  roleChanged: '{{name}} is now: {{role}}.',
  means: {
    owner: 'Does everything, and answers for the Space. There is one owner.',
    owner_group: 'Does everything, and answers for the group. There is one owner.',
    owner_document: 'Does everything, and answers for the document. There is one owner.',
    admin: 'Does everything: invites, removes people, changes roles.',
    editor:
      'Posts, writes notes and comments, and bins what others posted. Cannot invite or remove people.',
    commenter: 'Reads everything and writes comments.',
    viewer: 'Reads everything and writes nothing.',
    guest: 'Reads everything until the visit ends and writes nothing.',
  },
  madeOwner: '<b><bdi>{{by}}</bdi> made you the owner of <bdi>{{space}}</bdi>.</b>',
  madeRole: '<b><bdi>{{by}}</bdi> changed your role in <bdi>{{space}}</bdi>: {{role}}.</b>',
  roleSeen: 'Understood',
  deviceSince: 'since {{when}}',
  removeDevice: 'Remove device: {{device}}',
  removeShort: 'Remove',
  deviceRemoved: 'The device was removed. The keys change now.',
  twoFaced: 'Told different people different things. Nothing new from it counts.',
  twoFacedRemove:
    'Its software was altered, or somebody else has its keys. Ask <bdi>{{name}}</bdi> in person, and remove it: the keys change, and a new invitation brings <bdi>{{name}}</bdi> back with another device.',
  twoFacedAsk:
    'Its software was altered, or somebody else has its keys. Ask <bdi>{{name}}</bdi> in person; the owner or an administrator can remove it.',
  remove: 'Remove from Space',
  remove_group: 'Remove from group',
  remove_document: 'Remove from document',
  removeTitle: 'Remove <bdi>{{name}}</bdi> from <bdi>{{space}}</bdi>',
  removeDoes_one:
    'The keys of this Space change. The device of {{name}} gets nothing that is written from now on.',
  removeDoes_group_one:
    'The keys of this group change. The device of {{name}} gets nothing that is written from now on.',
  removeDoes_document_one:
    'The keys of this document change. The device of {{name}} gets nothing that is written from now on.',
  removeDoes_other:
    'The keys of this Space change. The {{count}} devices of {{name}} get nothing that is written from now on.',
  removeDoes_group_other:
    'The keys of this group change. The {{count}} devices of {{name}} get nothing that is written from now on.',
  removeDoes_document_other:
    'The keys of this document change. The {{count}} devices of {{name}} get nothing that is written from now on.',
  removeKeeps: 'What {{name}} already has stays there. Nobody can take that back.',
  removeLinks: 'Links that are still open stay open. Revoke those that were given away.',
  removeAct: 'Remove {{name}}',
  removedToast: '{{name}} was removed. The keys change now.',
  transfer: 'Make owner',
  transferTitle: 'Give <bdi>{{space}}</bdi> to <bdi>{{name}}</bdi>',
  transferDoes:
    '{{name}} becomes the owner, and answers for this Space. You stay as administrator.',
  transferDoes_group:
    '{{name}} becomes the owner, and answers for this group. You stay as administrator.',
  transferDoes_document:
    '{{name}} becomes the owner, and answers for this document. You stay as administrator.',
  transferBack: 'Only {{name}} can give it back.',
  transferAct: 'Make {{name}} the owner',
  transferred: '{{name}} now owns {{space}}.',
  leave: 'Leave this Space',
  leave_group: 'Leave this group',
  leave_document: 'Leave this document',
  leaveTitle: 'Leave <bdi>{{space}}</bdi>',
  leaveDoes:
    'The others see that you left. Your devices get nothing new, and only a new invitation brings you back, with another device or in a browser.',
  leaveDoes_group:
    'The others see that you left. Your devices get nothing new, and you can be added again with another device only.',
  leaveDoes_document:
    'The others see that you left. Your devices get nothing new, and you can be added again with another device only.',
  leaveKeeps: 'What you wrote stays with the others.',
  leaveErase: 'Also erase the copy on this device',
  leaveAct: 'Leave',
  leftToast: 'You left {{space}}.',
  answers:
    '<b><bdi>{{name}}</bdi></b> is the owner and answers for what is kept here. Ask there what it holds of you, and to have it changed or erased.',
  answersSelf:
    'You are the owner and answer for what is kept here: people ask you what it holds of them, and to have it changed or erased.',
  ownerLeaves: 'To leave, make somebody else the owner first.',
  keys: 'Keys of this Space',
  keys_group: 'Keys of this group',
  keys_document: 'Keys of this document',
  keysSince: 'In use since {{when}}.',
  keysWaiting: 'Waiting for <b><bdi>{{names}}</bdi></b> to come online to take the new keys.',
  keysHint: 'They change by themselves when somebody is removed or leaves.',
  keysByHand: 'Make new ones by hand when a device was out of your hands for a while.',
  rotate: 'Make new keys',
  rotateTitle: 'New keys for <bdi>{{space}}</bdi>',
  rotateDoes:
    'What is written from now on opens with new keys, which only the people and devices in the list get.',
  rotateKeeps:
    'What was written before stays readable for everybody who had the old keys. Nobody can take that back.',
  rotated: 'The keys have changed. Who is away gets them when they are back.',
  ended: {
    removed:
      '<b>You were removed from <bdi>{{space}}</bdi>.</b> What you have stays on this device until you erase it. Nothing new arrives.',
    device:
      '<b>This device was taken out of <bdi>{{space}}</bdi>.</b> What it has stays on it until you erase it. Nothing new arrives.',
    left: '<b>You left <bdi>{{space}}</bdi>.</b> What you have stays on this device until you erase it. Nothing new arrives.',
    expired: '<b>Your visit to <bdi>{{space}}</bdi> has ended.</b> Nothing new arrives.',
    undone:
      '<b>You are not in <bdi>{{space}}</bdi>: whoever let you in was no longer allowed to.</b> What you wrote here does not count. Ask somebody there for a new invitation.',
  },
}
