export const errors = {
  INTERNAL:
    'Er ging iets mis in Foyer. Uw werk tot en met de laatste wijziging is veilig. Probeer het opnieuw.',
  INVALID_INPUT: 'Dat is niet te begrijpen. Controleer wat u hebt geschreven.',
  NOT_FOUND: 'Dat is hier niet meer. Er is niets gewijzigd.',
  NOT_ALLOWED:
    'Uw rol in deze Space staat dat niet toe. Er is niets gewijzigd. De eigenaar kan u een andere rol geven.',
  TOO_LARGE: 'Dat is te groot. Er is niets gewijzigd.',
  VISIT_ELSEWHERE:
    'Dit bezoek is open in een ander tabblad van deze browser. Ga daar verder, of sluit dat tabblad en laad deze pagina opnieuw.',
  LOCKED: 'Foyer is vergrendeld. Ontgrendel om verder te gaan.',
  CLOSED:
    'De verbinding met Foyer op dit apparaat is beëindigd. Wat bewaard was, is veilig. Start Foyer opnieuw als het is afgesloten.',
  TIMEOUT: 'Dat duurde te lang. Wat bewaard was, is veilig. Probeer het opnieuw.',
  WRONG_PASSPHRASE:
    'Dit is niet de wachtzin van dit profiel. Er is niets gewijzigd. Probeer het opnieuw.',
  PROFILE_NEWER:
    'Dit profiel is geschreven met een nieuwere Foyer. Er is niets gewijzigd. Werk Foyer bij om het te openen.',
  PROFILE_DAMAGED:
    'Het profiel is niet te lezen. De bestanden zijn gelaten zoals ze waren. Zet een kopie terug als die er is.',
  PROFILE_IN_USE: 'Dit profiel is open in een andere Foyer op deze computer. Sluit die eerst.',
  PROFILE_EXISTS: 'Hier is al een profiel. Laad deze pagina opnieuw om het te openen.',
  DISK_FULL: 'De schijf is vol. Uw tekst blijft hier tot er ruimte is.',
  DISK_FAILED:
    'De schijf weigerde te schrijven. Uw tekst blijft hier. Controleer de schijf en probeer het opnieuw.',
  LINK_MALFORMED:
    'Dit is geen uitnodigingslink van Foyer, of er ontbreekt een deel. Er is niets verstuurd. Kopieer de hele link en probeer het opnieuw.',
  LINK_VERSION: 'Deze link is gemaakt met een nieuwere Foyer. Werk Foyer bij om hem te gebruiken.',
  LINK_EXPIRED: 'Deze link is verlopen. Vraag om een nieuwe.',
  LINK_USED_UP: 'Deze link is al gebruikt. Vraag om een nieuwe.',
  LINK_REVOKED: 'Deze link is ingetrokken. Vraag om een nieuwe.',
  LINK_FOREIGN: 'Deze link hoort niet bij de Space die hij noemt. Vraag om een nieuwe.',
  LOG_TOO_LARGE:
    'Het verslag van wie hier kwam, ging en nieuwe sleutels kreeg is te lang om aan iemand nieuw door te geven. Er is niets veranderd. Maak voor hen een nieuwe Space.',
  JOIN_REFUSED: 'U bent niet binnengelaten. Vraag het aan wie u de link gaf.',
  ALREADY_MEMBER: 'U bent al in deze Space.',
  DEVICE_ENDED:
    'Dit apparaat was eerder in deze Space en kan er niet in terugkomen. Kom binnen met een ander apparaat, of open de link in een browser.',
  KEYS_CHANGING:
    'De sleutels van deze Space worden vernieuwd. Uw tekst blijft hier; probeer het opnieuw als een redacteur of de eigenaar verbonden is.',
  OWNER_STAYS: 'De eigenaar kan niet vertrekken. Maak eerst iemand anders eigenaar.',
  FORK_WAITING:
    'Niemand die online is, heeft wat dit apparaat eerder schreef. Er is niets veranderd. Het gaat vanzelf verder zodra iemand die het heeft online is.',
  DEVICE_LINK_MALFORMED:
    'Dit is geen code om een apparaat toe te voegen, of er ontbreekt een deel. Kopieer alles.',
  RETURN_CODE_MALFORMED:
    'Dit is geen code van “Iemand helpen terugkomen”, of er ontbreekt een deel. Kopieer alles.',
  DEVICE_UNREACHABLE:
    'Het andere apparaat antwoordde niet binnen tien minuten. Toon daar een nieuwe code.',
  DEVICE_REFUSED: 'Het andere apparaat liet dit apparaat niet binnen. Toon daar een nieuwe code.',
  KIT_WRONG: 'Dit zijn niet de woorden van een herstelset. Vergelijk ze met de afgedrukte pagina.',
  INVITER_UNREACHABLE:
    'Niemand die u kan binnenlaten is nu bereikbaar. Houd dit open, of probeer het later opnieuw.',
  RELAY_UNREACHABLE: 'De relay is niet bereikbaar. Controleer het netwerk en probeer het opnieuw.',
  FILE_EMPTY: 'Dit bestand heeft geen inhoud. Er is niets toegevoegd.',
  FILE_TOO_LARGE: 'Dit bestand is groter dan 2 GiB. Er is niets toegevoegd.',
  FILE_INCOMPLETE:
    'Dit bestand is nog niet volledig aangekomen. Het gaat verder zodra een apparaat dat het heeft verbonden is.',
  NOTE_NEWER:
    'Deze notitie is geschreven met een nieuwere Foyer. Ze is hier te lezen, niet te wijzigen.',
  UPDATE_REFUSED:
    'Deze wijziging is geweigerd. De tekst is terug bij de laatste goede toestand; schrijf ze opnieuw.',
  VERSION_AWAY:
    'De inhoud van deze versie is hier nog niet aangekomen. Die komt van een apparaat dat hem heeft, zodra dat verbonden is.',
  VERSIONS_FULL:
    'Deze notitie heeft zo veel bewaarde versies als mogelijk is. Wis er een, en bewaar dan deze.',
  GROUP_FORMER:
    'Wie uit een groep is verwijderd, komt er alleen met een ander apparaat in terug. Maak liever een nieuwe groep.',
  NOTHING_TO_UNDO: 'Er is niets om ongedaan te maken.',
  KEYCHAIN_UNAVAILABLE:
    'Deze computer heeft geen veilige plaats voor sleutels. Kies een wachtzin om uw werk te beschermen.',
}
