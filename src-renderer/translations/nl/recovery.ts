export const recovery = {
  title: 'Herstelset',
  hint: 'Een geprinte pagina met 18 woorden. Daarmee bent u op een leeg apparaat weer uzelf; zonder, en zonder ander apparaat, kan niemand u terugbrengen.',
  show: 'Woorden tonen',
  hide: 'Woorden verbergen',
  print: 'Afdrukken',
  none: 'De woorden staan op het apparaat waarmee u begon, niet op dit.',
  sheet: 'Herstelset van {{name}}',
  sheetHint:
    'Bewaar deze pagina bij uw sleutels en papieren. Wie hem heeft, kan u zijn. De laatste twee woorden zijn een controle: een verkeerde letter valt op.',
  sheetUse: 'Op een nieuw apparaat: start Foyer, kies “Ik heb een herstelset” en typ de woorden.',
  words: 'Woorden van de set',
  wordsHint: 'Alle 18, op volgorde. Spaties, nummers en hoofdletters maken niet uit.',
  have: '{{have}} van {{count}} woorden.',
  wrong: 'Geen enkele set heeft dit woord: {{words}}',
  right: 'Dit zijn de woorden van een set.',
  not: 'Deze woorden horen niet bij elkaar. Vergelijk ze met de pagina.',
  already: 'Ik heb een herstelset',
  restoreTitle: 'Terugkomen met de set',
  restore: 'Terugkomen',
  backTitle: 'Uw Spaces terughalen',
  backWhy:
    'Er is nog geen Space op dit apparaat. De mensen met wie u Spaces deelt, geven ze terug; per Space is één van hen genoeg.',
  backHint:
    'Na de set komen uw Spaces van iemand die er ook in zit. Diegene opent Instellingen, Mijn apparaten, en kiest “Iemand helpen terugkomen”. Plak de code hier.',
  backCode: 'Code van wie u helpt',
  back: 'Terughalen',
  backDone:
    'De Spaces die u deelt, zijn terug. Haal verloren apparaten weg, in Instellingen onder Mijn apparaten.',
}
