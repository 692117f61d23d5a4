export const trust = {
  title: 'Numéro de sécurité avec {{name}}',
  mark: {
    yes: 'Comparé',
    no: 'Non comparé',
    changed: 'Clé modifiée',
    namesake: 'Même nom, autre clé',
  },
  changed:
    '<b>La clé de <bdi>{{name}}</bdi> n’est pas celle que vous avez comparée.</b> Il peut s’agir de quelqu’un d’autre. Comparez de nouveau le numéro avant d’écrire quoi que ce soit d’important.',
  namesake:
    '<b>Ce n’est pas <bdi>{{name}}</bdi> avec qui vous avez comparé.</b> Le nom est le même, la clé est une autre. Demandez de vive voix, puis comparez le numéro.',
  how: 'Lisez-le-vous l’un à l’autre, de vive voix ou en appel, ou placez les codes côte à côte. Si un seul chiffre diffère, quelqu’un s’interpose.',
  match: 'Ils concordent',
  takeBack: 'Finalement non comparé',
  showQr: 'Afficher en code QR',
  hideQr: 'Masquer le code QR',
  qrLabel: 'Le numéro de sécurité en code QR',
  since: 'Comparé le {{when}}',
  saidYes: 'Le numéro avec {{name}} est noté comme comparé.',
  saidNo: 'Le numéro avec {{name}} n’est plus noté comme comparé.',
  check: 'Leur numéro',
  checkHint: 'Collez ce qu’on vous a envoyé ou ce qu’un lecteur a lu.',
  compare: 'Comparer',
  outcome: {
    same: 'Le même numéro. Choisissez « Ils concordent » pour le noter.',
    different:
      'Un autre numéro. Vérifiez que c’est bien celui avec vous, puis comparez encore une fois de vive voix. S’il diffère toujours, quelqu’un s’interpose : n’écrivez ici rien d’important.',
    foreign:
      'Ce n’est pas un numéro de sécurité de Foyer. Prenez celui que leur Foyer affiche avec votre nom, ou son code QR.',
  },
  look: 'Examiner',
}
