export const guest = {
  invites: '<bdi>{{name}}</bdi> nodigt u uit in',
  invitesUnknown: 'Iemand nodigt u uit in',
  reachingTitle: 'Een Space in Foyer',
  reaching: 'Wie u uitnodigde, wordt gezocht. Houd deze pagina open.',
  firstName: 'Voornaam',
  email: 'E-mail',
  emailHint:
    'Mag leeg blijven. Alleen {{name}} ziet het, als niet gecontroleerd. Er gaat geen bericht naartoe.',
  emailHintUnknown:
    'Mag leeg blijven. Alleen wie u uitnodigde ziet het, als niet gecontroleerd. Er gaat geen bericht naartoe.',
  emailWrong: 'Dit lijkt geen e-mailadres.',
  nameMissing: 'Schrijf uw voornaam.',
  keeps: 'Wat deze Space bewaart',
  keepsText: '<b>Wat u schrijft</b> blijft bij de mensen van deze Space.',
  keepsMail: '<b>Uw e-mailadres</b> krijgt niemand anders te zien.',
  keepsNothing: '<b>Sluit u dit tabblad</b>, dan blijft er niets op dit apparaat.',
  readers_one: '<b><bdi>{{names}}</bdi></b> kan lezen wat u schrijft.',
  readers_other: '<b><bdi>{{names}}</bdi></b> kunnen lezen wat u schrijft.',
  relay: 'De relay op {{relay}} geeft alleen verzegelde berichten door.',
  enter: 'Binnengaan',
  entering: 'Naar binnen…',
  until: 'Deze link werkt tot {{when}}.',
  role: 'U komt binnen als: {{role}}.',
  refused: 'Deze deur blijft dicht',
  noLink: 'In dit adres staat geen uitnodiging',
  noLinkHint: 'Open de hele link die u hebt gekregen.',
  strip:
    '<b>U bent op bezoek in een browser tot {{when}}.</b> Sluit u dit tabblad, dan blijft er niets op dit apparaat.',
  stripOpen:
    '<b>U bent op bezoek in een browser.</b> Sluit u dit tabblad, dan blijft er niets op dit apparaat.',
  visit: 'Uw bezoek',
}
