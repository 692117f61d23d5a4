export const join = {
  title: 'Join with a link',
  link: 'Invitation link',
  linkHint: 'Paste the whole link that somebody gave you.',
  join: 'Join',
  joining: 'Going in…',
  reaching: 'Reaching the person who invited you, through {{relay}}…',
  answered: '<bdi>{{inviter}}</bdi> invites you to <b><bdi>{{space}}</bdi></b>.',
  asRole: 'You come in as: {{role}}.',
  until: 'Until {{when}}.',
  readers_one: '<b><bdi>{{names}}</bdi></b> can read what you write.',
  readers_other: '<b><bdi>{{names}}</bdi></b> can read what you write.',
  already: 'You are already in this Space.',
}
