export const recovery = {
  title: 'Recovery kit',
  hint: 'A printed page with 18 words. With it you are yourself again on an empty device; without it, and without another device, nobody can bring you back.',
  show: 'Show the words',
  hide: 'Hide the words',
  print: 'Print',
  none: 'The words are on the device you began with, not on this one.',
  sheet: 'Recovery kit of {{name}}',
  sheetHint:
    'Keep this page where keys and papers are kept. Whoever has it can be you. The last two words are a check: a wrong letter is noticed.',
  sheetUse: 'On a new device: start Foyer, choose “I have a recovery kit”, and type the words.',
  words: 'Words of the kit',
  wordsHint: 'All 18, in order. Blanks, numbers and capitals do not matter.',
  have: '{{have}} of {{count}} words.',
  wrong: 'No kit has this word: {{words}}',
  right: 'These are the words of a kit.',
  not: 'These words do not belong together. Compare them with the page.',
  already: 'I have a recovery kit',
  restoreTitle: 'Come back with the kit',
  restore: 'Come back',
  backTitle: 'Take back your Spaces',
  backWhy:
    'No Space is on this device yet. The people you share Spaces with give them back; one of them is enough for each Space.',
  backHint:
    'After the kit your Spaces come from somebody who is in them too. They open Settings, My devices, and choose “Help somebody come back”. Paste their code here.',
  backCode: 'Code of the person who helps',
  back: 'Take back',
  backDone:
    'The Spaces you share came back. Take out the devices that you lost, in Settings under My devices.',
}
