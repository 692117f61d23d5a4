export const guest = {
  invites: '<bdi>{{name}}</bdi> invites you to',
  invitesUnknown: 'Somebody invites you to',
  reachingTitle: 'A Space in Foyer',
  reaching: 'Reaching the person who invited you. Keep this page open.',
  firstName: 'First name',
  email: 'E-mail',
  emailHint: 'May stay empty. Shown to {{name}} only, as not checked. No message is sent to it.',
  emailHintUnknown:
    'May stay empty. Shown only to the person who invited you, as not checked. No message is sent to it.',
  emailWrong: 'This does not look like an e-mail address.',
  nameMissing: 'Write your first name.',
  keeps: 'What this Space keeps',
  keepsText: '<b>What you write</b> stays with the people of this Space.',
  keepsMail: '<b>Your e-mail</b> is told to nobody else.',
  keepsNothing: '<b>Closing this tab</b> leaves nothing on this device.',
  readers_one: '<b><bdi>{{names}}</bdi></b> can read what you write.',
  readers_other: '<b><bdi>{{names}}</bdi></b> can read what you write.',
  relay: 'The relay at {{relay}} only passes on sealed messages.',
  enter: 'Enter',
  entering: 'Going in…',
  until: 'This link works until {{when}}.',
  role: 'You come in as: {{role}}.',
  refused: 'This door stays closed',
  noLink: 'There is no invitation in this address',
  noLinkHint: 'Open the whole link that you were given.',
  strip:
    '<b>You visit in a browser until {{when}}.</b> Closing this tab leaves nothing on this device.',
  stripOpen:
    '<b>You visit in a browser until you close this tab.</b> Nothing is left on this device then.',
  visit: 'Your visit',
  endedTitle: 'Your visit has ended',
  ended: 'Nothing of <bdi>{{space}}</bdi> is left in this browser: no text, no file, no key.',
  endedHint: 'What you wrote stays with the people of the Space. You can close this tab.',
  end: 'End the visit',
  keep: 'Keep on this device',
  keepWhat:
    '<b>What is kept:</b> this Space as far as it is here, and your keys to it. All of it sealed under a key that cannot leave this browser.',
  keepUntil:
    '<b>Until when:</b> {{when}}. After that it is erased when this page is opened, or earlier if you remove it.',
  keepUntilRemoved: '<b>Until when:</b> until you remove it, or no longer belong to this Space.',
  keepBack:
    '<b>To come back,</b> open {{address}} in this browser. Nobody has to let you in again, and it also opens while nobody is there.',
  keepRemove:
    '<b>To remove it,</b> press “Remove from this device” here. Until then whoever uses this browser can open it. A private window removes it when it is closed.',
  keepNow: 'Keep',
  keepNot: 'Not now',
  kept: '<b>Kept on this device until {{when}}.</b> Open this page again in this browser to come back.',
  keptOpen: '<b>Kept on this device.</b> Open this page again in this browser to come back.',
  remove: 'Remove from this device',
  lostFull:
    '<b>This browser has no room left, so this device keeps nothing.</b> Your visit goes on until you close this tab.',
  lostFailed:
    '<b>This browser does not let Foyer keep anything.</b> Your visit goes on until you close this tab.',
  insecure:
    'It cannot be kept: this page came over plain http, where a browser has no safe place for keys.',
  forbidden:
    'It cannot be kept: this browser keeps nothing for this page. A private window or a setting may be why.',
  doorsTitle: 'Which Space?',
  doorsHint: 'These visits are kept in this browser.',
  doorOpen: 'Kept until you remove it',
  doorUntil: 'Kept until {{when}}',
  viewAs: 'View as a guest',
  viewingAs: '<b>You see this Space as a guest sees it.</b> Nothing here can be changed.',
  endView: 'Back to your own view',
}
