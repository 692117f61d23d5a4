export const join = {
  title: 'Deelnemen met een link',
  link: 'Uitnodigingslink',
  linkHint: 'Plak de hele link die iemand u gaf.',
  join: 'Deelnemen',
  joining: 'Naar binnen…',
  reaching: 'Wie u uitnodigde, wordt gezocht via {{relay}}…',
  answered: '<bdi>{{inviter}}</bdi> nodigt u uit in <b><bdi>{{space}}</bdi></b>.',
  asRole: 'U komt binnen als: {{role}}.',
  until: 'Tot {{when}}.',
  readers_one: '<b><bdi>{{names}}</bdi></b> kan lezen wat u schrijft.',
  readers_other: '<b><bdi>{{names}}</bdi></b> kunnen lezen wat u schrijft.',
  already: 'U bent al in deze Space.',
}
