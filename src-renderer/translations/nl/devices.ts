export const devices = {
  title: 'Mijn apparaten',
  hint: 'Ze hebben allemaal dezelfde Spaces. Een verloren apparaat haalt u hier weg; de sleutels veranderen dan.',
  since: 'toegevoegd op {{when}}',
  spaces_one: 'in {{count}} Space',
  spaces_other: 'in {{count}} Spaces',
  revoked: 'weggehaald',
  isOut:
    'Dit apparaat is weggehaald: er komt hier niets nieuws, en het kan uw andere apparaten niet wijzigen. Wis uw Spaces hier voordat u het weggeeft.',
  add: 'Apparaat toevoegen',
  addHint:
    'Kies op het nieuwe apparaat bij de eerste start “Ik gebruik Foyer al” en scan of plak daar deze code. Hij werkt één keer, tien minuten lang.',
  cannotAdd: 'Dit apparaat kan er geen toevoegen: een ander van u wel, of de herstelset.',
  code: 'Code voor het nieuwe apparaat',
  foreign:
    'Deze QR-code hoort niet bij “Een apparaat toevoegen” of “Iemand helpen terug te komen”.',
  qrLabel: 'De code als QR-code',
  waiting: 'Wachten op het nieuwe apparaat.',
  asks: '<b>Een nieuw apparaat wil worden toegevoegd: <bdi>{{label}}</bdi>.</b> Vergelijk deze cijfers met het scherm daar.',
  helpCode: 'Code voor wie terugkomt',
  helpWaiting: 'Wachten op wie terugkomt.',
  differ: 'Ze verschillen',
  digits: 'Cijfers om te vergelijken',
  same: 'Ze zijn gelijk',
  done: 'Het apparaat is toegevoegd. Het haalt nu uw Spaces op.',
  expired: 'De code is verlopen. Er is niets toegevoegd.',
  revoke: 'Weghalen',
  revokeLabel: 'Weghalen: {{device}}',
  revokeWhat:
    'Het krijgt in geen enkele Space nog iets nieuws; de sleutels veranderen. Wat erop staat, blijft daar.',
  revokedSaid: 'Het apparaat is weggehaald.',
  already: 'Ik gebruik Foyer al',
  joinTitle: 'Dit apparaat toevoegen',
  joinHint:
    'Open op een apparaat waar Foyer draait Instellingen, Mijn apparaten, en kies “Apparaat toevoegen”. Plak de code hier.',
  join: 'Dit apparaat toevoegen',
  reaching: 'Het andere apparaat bereiken…',
  compare: 'Vergelijk deze cijfers met het andere scherm en bevestig daar.',
  receiving: 'Welkom, {{name}}. Uw Spaces worden ontvangen…',
  backToStart: 'Toch opnieuw beginnen',
  help: 'Iemand helpen terugkomen',
  helpHint:
    'Voor wie met een herstelset is teruggekomen: diegene plakt deze code in de Instellingen. Vergelijk de cijfers, samen of in een gesprek, en weet zeker wie het is. Hij werkt één keer, tien minuten lang.',
  asksBack:
    '<b><bdi>{{name}}</bdi> wil terugkomen.</b> Vergelijk deze cijfers met het scherm daar.',
  doneBack: 'De Spaces die u deelt, zijn teruggegeven.',
}
