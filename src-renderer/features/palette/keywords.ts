/** What acts are called in all three languages, so that any of them finds the act. */
export const KEYWORDS = {
  invite: ['invite somebody', 'link', 'uitnodigen', 'iemand', 'inviter quelqu’un', 'lien'],
  write: ['write', 'message', 'post', 'schrijven', 'bericht', 'écrire', 'message', 'publier'],
  startNote: [
    'start a note',
    'new',
    'notitie beginnen',
    'nieuwe',
    'commencer une note',
    'nouvelle',
  ],
  attach: ['attach files', 'photo', 'bestanden toevoegen', 'foto', 'joindre des fichiers', 'photo'],
  find: ['find', 'search', 'zoeken', 'vinden', 'chercher', 'rechercher', 'trouver'],
  rename: ['rename', 'name', 'door', 'hernoemen', 'naam', 'deur', 'renommer', 'nom', 'porte'],
  newSpace: ['new space', 'create', 'nieuwe space', 'maken', 'nouvel espace', 'créer'],
  join: ['join with a link', 'deelnemen met een link', 'rejoindre avec un lien', 'invitation'],
  home: ['home', 'hall', 'start', 'hal', 'accueil'],
  people: ['people', 'devices', 'mensen', 'apparaten', 'personnes', 'appareils'],
  settings: ['settings', 'instellingen', 'paramètres', 'preferences', 'voorkeuren', 'préférences'],
  lock: ['lock', 'vergrendelen', 'slot', 'verrouiller'],
  light: ['light theme', 'licht thema', 'thème clair'],
  dark: ['dark theme', 'donker thema', 'thème sombre', 'night', 'nacht', 'nuit'],
  language: ['language', 'taal', 'langue', 'english', 'nederlands', 'français'],
  shortcuts: ['keyboard shortcuts', 'keys', 'sneltoetsen', 'toetsen', 'raccourcis', 'clavier'],
} as const
export type ActId = keyof typeof KEYWORDS
