export const scan = {
  open: 'Scannen met de camera',
  stop: 'Camera stoppen',
  picture: 'Wat de camera ziet',
  starting: 'De camera wordt gestart. Misschien wordt u gevraagd of Foyer die mag gebruiken.',
  looking: 'Houd de QR-code voor de camera. Het beeld blijft op dit apparaat.',
  read: 'De code is gelezen.',
  failure: {
    denied:
      'De camera mag hier niet gebruikt worden. Sta dat toe in de browser of het systeem, of plak de tekst.',
    missing: 'Er is geen camera gevonden. Plak de tekst.',
    busy: 'Een ander programma gebruikt de camera, of die is losgekoppeld. Sluit dat programma, of plak de tekst.',
    failed: 'De camera kon niet gebruikt worden. Plak de tekst.',
  },
}
