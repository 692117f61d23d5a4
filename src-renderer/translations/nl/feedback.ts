export const feedback = {
  title: 'Feedback',
  hint: 'Foyer volgt niet hoe u het gebruikt en stuurt daar niets over. Wat u hier schrijft, blijft op deze pagina tot u het zelf doorgeeft, aan wie u wilt.',
  words: 'Wat er misging, of wat er ontbreekt',
  add: 'Erbij zetten',
  version: 'Foyer {{version}}',
  desktop: 'Desktop-app',
  browser: 'App in de browser',
  guest: 'Pagina van een gast',
  language: 'Taal: {{language}}',
  text: 'Precies dit geeft u door',
  copied: 'De tekst is gekopieerd.',
  refused: 'Het klembord nam de tekst niet aan. Hij is geselecteerd: kopieer hem zelf.',
  save: 'Als tekst bewaren',
  mail: 'In mailprogramma openen',
  tooLong:
    'Te lang voor een mailprogramma: kopieer de tekst, of bewaar hem en voeg het bestand bij.',
}
