export const sync = {
  sync: 'Synchronisatie',
  notSavedFull: '<b>Niet bewaard: de schijf is vol.</b> Uw tekst blijft hier tot er ruimte is.',
  notSaved: '<b>Niet bewaard: de schijf weigerde.</b> Uw tekst blijft hier.',
  heldBack_one:
    '<b>Tegengehouden.</b> {{count}} wijziging van <bdi>{{owner}}</bdi> mist een geldige handtekening.',
  heldBack_other:
    '<b>Tegengehouden.</b> {{count}} wijzigingen van <bdi>{{owner}}</bdi> missen een geldige handtekening.',
  notAllowed_one:
    '<b>Tegengehouden.</b> {{count}} wijziging van <bdi>{{owner}}</bdi> is gemaakt zonder het recht daartoe.',
  notAllowed_other:
    '<b>Tegengehouden.</b> {{count}} wijzigingen van <bdi>{{owner}}</bdi> zijn gemaakt zonder het recht daartoe.',
  heldBackAct:
    'Wat is tegengehouden, verandert hier niets. Vraag ernaar bij wie dat apparaat heeft. Was het geen vergissing, dan kan de eigenaar of een beheerder het verwijderen bij “Mensen en rollen”.',
  heldBackHere: '<b>Tegengehouden.</b> Wat dit apparaat schrijft, telt voor niemand anders.',
  ended: 'Hier komt niets nieuws meer aan.',
  offlineNothing: '<b>U bent offline.</b> Alles staat veilig op {{here}}.',
  offline_one: '<b>U bent offline.</b> {{count}} wijziging staat veilig op {{here}}.',
  offline_other: '<b>U bent offline.</b> {{count}} wijzigingen staan veilig op {{here}}.',
  relayDown: '<b>Relay niet bereikbaar.</b> Mensen op uw netwerk ontvangen uw wijzigingen wel.',
  hostAway: '<b>Nu niet bekend.</b> Foyer op deze computer antwoordt niet.',
  alone: 'Alleen op {{here}}. Niemand anders is in deze Space.',
  alone_group: 'Alleen op {{here}}. Niemand anders is in deze groep.',
  alone_document: 'Alleen op {{here}}. Niemand anders heeft dit document.',
  checking: 'Nagaan wie wat heeft…',
  sending_one:
    '<b>Versturen naar <bdi>{{names}}</bdi>.</b> {{received}} van {{count}} wijziging ontvangen.',
  sending_other:
    '<b>Versturen naar <bdi>{{names}}</bdi>.</b> {{received}} van {{count}} wijzigingen ontvangen.',
  waitingNothing: '<b>Wacht op <bdi>{{owner}}</bdi>.</b>',
  waiting_one:
    '<b>Wacht op <bdi>{{owner}}</bdi>.</b> {{count}} wijziging is daar nog niet ontvangen.',
  waiting_other:
    '<b>Wacht op <bdi>{{owner}}</bdi>.</b> {{count}} wijzigingen zijn daar nog niet ontvangen.',
  waitingMailbox_one:
    '<b>Wacht op <bdi>{{owner}}</bdi>.</b> De relay bewaart {{count}} verzegelde wijziging tot {{day}}.',
  waitingMailbox_other:
    '<b>Wacht op <bdi>{{owner}}</bdi>.</b> De relay bewaart {{count}} verzegelde wijzigingen tot {{day}}.',
  upToDate: 'Bijgewerkt met <bdi>{{names}}</bdi>.',
  upToDateAlone: 'Bijgewerkt.',
  shortUpToDate: 'Bijgewerkt met <bdi>{{names}}</bdi>',
  shortUpToDateMany_one: 'Bijgewerkt met <bdi>{{names}}</bdi> en nog {{count}} ander',
  shortUpToDateMany_other: 'Bijgewerkt met <bdi>{{names}}</bdi> en nog {{count}} anderen',
  device: '{{name}} ({{device}})',
  someone: 'iemand',
  someDevice: 'een apparaat',
  thisDevice: 'dit apparaat',
  thisLaptop: 'deze laptop',
  thisPhone: 'deze telefoon',
  laptop: 'laptop',
  phone: 'telefoon',
  computer: 'computer',
  tablet: 'tablet',
  browser: 'browser',
  devices: 'Wie wat heeft',
  self: 'Dit apparaat',
  selfHas: 'alles wat hier is geschreven, staat erop',
  has: 'bijgewerkt',
  missing_one: '{{count}} wacht',
  missing_other: '{{count}} wachten',
  inMailbox: 'in de brievenbus tot {{day}}',
  mailboxTrouble: {
    altered:
      'De brievenbus van een relay gaf stukken die onderweg zijn veranderd of niet van deze Space zijn. Ze zijn weggelaten; wat ontbreekt komt van een persoon.',
    refused:
      'De brievenbus van een relay neemt niets aan van deze Space. Wie er niet is krijgt uw wijzigingen als u er allebei bent.',
    full: 'De brievenbus van een relay is vol. Wat er niet in past komt er later in, of van u als u er allebei bent.',
  },
  unknown: 'nog niet bekend',
  connectedDirect: 'verbonden, rechtstreeks',
  connectedRelayed: 'verbonden, via een relay',
  connected: 'verbonden',
  lastSeen: 'laatst gezien {{moment}}',
  neverSeen: 'nog niet gezien',
  clockAhead_one: 'De klok ervan loopt {{count}} minuut voor.',
  clockAhead_other: 'De klok ervan loopt {{count}} minuten voor.',
  clockBehind_one: 'De klok ervan loopt {{count}} minuut achter.',
  clockBehind_other: 'De klok ervan loopt {{count}} minuten achter.',
}
