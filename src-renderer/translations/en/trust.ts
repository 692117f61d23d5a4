export const trust = {
  title: 'Safety number with {{name}}',
  mark: {
    yes: 'Compared',
    no: 'Not compared',
    changed: 'Key changed',
    namesake: 'Same name, other key',
  },
  changed:
    '<b>The key of <bdi>{{name}}</bdi> is not the one you compared.</b> It may be somebody else. Compare the number again before you write anything that matters.',
  namesake:
    '<b>This is not the <bdi>{{name}}</bdi> you compared with.</b> The name is the same, the key is another one. Ask in person, then compare the number.',
  how: 'Read it to each other in person or in a call, or hold the codes side by side. If one digit differs, somebody is in between.',
  match: 'They match',
  takeBack: 'Not compared after all',
  showQr: 'Show as QR code',
  hideQr: 'Hide the QR code',
  qrLabel: 'The safety number as a QR code',
  since: 'Compared on {{when}}',
  saidYes: 'The number with {{name}} is marked as compared.',
  saidNo: 'The number with {{name}} is no longer marked as compared.',
  check: 'Their number',
  checkHint: 'Paste what they sent or what a scanner read.',
  compare: 'Compare',
  outcome: {
    same: 'The same number. Choose “They match” to note it.',
    different:
      'Another number. Make sure that it is the one with you, and compare once more in person. If it still differs, somebody is in between: write nothing that matters here.',
    foreign:
      'That is not a safety number of Foyer. Take the one that their Foyer shows with your name, or its QR code.',
  },
  look: 'Look at it',
}
