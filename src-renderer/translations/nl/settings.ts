export const settings = {
  title: 'Instellingen',
  you: 'U',
  name: 'Naam voor anderen',
  nameHint: 'Mensen in uw Spaces zien deze naam.',
  saved: 'De naam is bewaard.',
  device: 'Dit apparaat: <bdi>{{device}}</bdi>',
  look: 'Weergave',
  theme: 'Thema',
  light: 'Licht',
  dark: 'Donker',
  system: 'Zoals het systeem',
  language: 'Taal',
  keys: 'Toetsenbord',
  singleKeys: 'Losse toetsen',
  singleKeysHint:
    'C, E en Delete op een item van de feed, en ? voor de lijst met sneltoetsen. Ze werken nooit terwijl u schrijft.',
  network: 'Netwerk',
  hideAddress: 'Mijn adres verbergen',
  hideAddressHint:
    'Anderen bereiken u alleen via de TURN-server van uw relay, nooit rechtstreeks. Die ziet beide adressen, maar niets van wat u zegt. Trager.',
  hideAddressAlone:
    'Geen van uw relays biedt een TURN-server: niemand kan u bereiken tot er een is, of tot u dit uitzet.',
  useMailbox: 'De brievenbus van relays gebruiken',
  useMailboxHint:
    'Een relay met een brievenbus bewaart wat mensen missen die er niet zijn, verzegeld en een tijd lang. Die ziet wanneer iets kwam en hoe groot het is. Zonder brievenbus gaan wijzigingen alleen van apparaat naar apparaat terwijl beide er zijn; wat er al ligt, blijft tot zijn tijd om is.',
  noMailbox:
    'Geen van uw relays biedt nu een brievenbus: mensen ontvangen uw wijzigingen terwijl u er beiden bent.',
  relayMailbox_one: 'Heeft een brievenbus: bewaart verzegelde wijzigingen {{count}} dag.',
  relayMailbox_other: 'Heeft een brievenbus: bewaart verzegelde wijzigingen {{count}} dagen.',
  recipients: 'Wie uw gegevens doorgeeft',
  recipientsHint:
    'Alleen deze, en de apparaten van de mensen in uw Spaces. Zij zien adressen, tijden en groottes, en niets van de inhoud.',
  relayHere: 'Relay in deze app, op dit apparaat',
  relayNowhere: 'Relay. Zegt niet waar hij staat.',
  relayIn: 'Relay. Zegt dat hij hier staat: {{region}}',
  relayBy: 'Zegt dat hij beheerd wordt door: {{operator}}',
  turnServer:
    'TURN-server, genoemd door uw relay: geeft verzegelde gegevens door tussen u en anderen',
  signIns: 'Openingen van dit apparaat',
  signInsHint: 'Alleen dit apparaat weet ze.',
  signInsWrong_one: 'na {{count}} verkeerde wachtzin',
  signInsWrong_other: 'na {{count}} verkeerde wachtzinnen',
  safety: 'Vergrendeling',
  lockHint: 'Er wordt niets verstuurd of ontvangen zolang Foyer vergrendeld is.',
  lock: 'Nu vergrendelen',
}
