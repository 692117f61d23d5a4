export const trust = {
  title: 'Veiligheidsnummer met {{name}}',
  mark: {
    yes: 'Vergeleken',
    no: 'Niet vergeleken',
    changed: 'Sleutel gewijzigd',
    namesake: 'Zelfde naam, andere sleutel',
  },
  changed:
    '<b>De sleutel van <bdi>{{name}}</bdi> is niet die welke u hebt vergeleken.</b> Het kan iemand anders zijn. Vergelijk het nummer opnieuw voor u iets schrijft dat ertoe doet.',
  namesake:
    '<b>Dit is niet <bdi>{{name}}</bdi> met wie u hebt vergeleken.</b> De naam is dezelfde, de sleutel niet. Vraag het persoonlijk na en vergelijk dan het nummer.',
  how: 'Lees het elkaar voor, samen of in een gesprek, of leg de codes naast elkaar. Als één cijfer verschilt, zit er iemand tussen.',
  match: 'Ze komen overeen',
  takeBack: 'Toch niet vergeleken',
  showQr: 'Als QR-code tonen',
  hideQr: 'QR-code verbergen',
  qrLabel: 'Het veiligheidsnummer als QR-code',
  since: 'Vergeleken op {{when}}',
  saidYes: 'Het nummer met {{name}} staat als vergeleken.',
  saidNo: 'Het nummer met {{name}} staat niet meer als vergeleken.',
  check: 'Hun nummer',
  checkHint: 'Plak wat zij stuurden of wat een scanner las.',
  compare: 'Vergelijken',
  outcome: {
    same: 'Hetzelfde nummer. Kies “Ze komen overeen” om dat te noteren.',
    different:
      'Een ander nummer. Controleer of het dat met u is, en vergelijk nog eens persoonlijk. Verschilt het dan nog, dan zit er iemand tussen: schrijf hier niets dat ertoe doet.',
    foreign:
      'Dat is geen veiligheidsnummer van Foyer. Neem dat wat hun Foyer bij uw naam toont, of de QR-code ervan.',
  },
  look: 'Bekijken',
}
