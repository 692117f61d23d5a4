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
    '<b>U bent op bezoek in een browser tot u dit tabblad sluit.</b> Dan blijft er niets op dit apparaat.',
  visit: 'Uw bezoek',
  endedTitle: 'Uw bezoek is afgelopen',
  ended:
    'Van <bdi>{{space}}</bdi> is niets in deze browser achtergebleven: geen tekst, geen bestand, geen sleutel.',
  endedHint: 'Wat u schreef, blijft bij de mensen van de Space. U kunt dit tabblad sluiten.',
  end: 'Bezoek beëindigen',
  keep: 'Op dit apparaat bewaren',
  keepWhat:
    '<b>Wat bewaard wordt:</b> deze Space voor zover die hier is, en uw sleutels ervoor. Alles verzegeld met een sleutel die deze browser niet kan verlaten.',
  keepUntil:
    '<b>Tot wanneer:</b> {{when}}. Daarna wordt het gewist zodra deze pagina wordt geopend, of eerder als u het verwijdert.',
  keepUntilRemoved: '<b>Tot wanneer:</b> tot u het verwijdert, of niet meer bij deze Space hoort.',
  keepBack:
    '<b>Om terug te komen</b> opent u {{address}} in deze browser. Niemand hoeft u opnieuw binnen te laten, en het opent ook als er niemand is.',
  keepRemove:
    '<b>Om het te verwijderen</b> drukt u hier op “Van dit apparaat verwijderen”. Tot dan kan wie deze browser gebruikt het openen. Een privévenster verwijdert het bij het sluiten.',
  keepNow: 'Bewaren',
  keepNot: 'Niet nu',
  kept: '<b>Op dit apparaat bewaard tot {{when}}.</b> Open deze pagina opnieuw in deze browser om terug te komen.',
  keptOpen:
    '<b>Op dit apparaat bewaard.</b> Open deze pagina opnieuw in deze browser om terug te komen.',
  remove: 'Van dit apparaat verwijderen',
  lostFull:
    '<b>Deze browser heeft geen ruimte meer, dus dit apparaat bewaart niets.</b> Uw bezoek gaat door tot u dit tabblad sluit.',
  lostFailed:
    '<b>Deze browser laat Foyer niets bewaren.</b> Uw bezoek gaat door tot u dit tabblad sluit.',
  insecure:
    'Bewaren kan niet: deze pagina kwam over gewoon http, waar een browser geen veilige plaats voor sleutels heeft.',
  forbidden:
    'Bewaren kan niet: deze browser bewaart niets voor deze pagina. Dat kan aan een privévenster of een instelling liggen.',
  doorsTitle: 'Welke Space?',
  doorsHint: 'Deze bezoeken zijn in deze browser bewaard.',
  doorOpen: 'Bewaard tot u het verwijdert',
  doorUntil: 'Bewaard tot {{when}}',
  viewAs: 'Bekijken als gast',
  viewingAs: '<b>U ziet deze Space zoals een gast die ziet.</b> Hier valt niets te wijzigen.',
  endView: 'Terug naar uw eigen beeld',
}
