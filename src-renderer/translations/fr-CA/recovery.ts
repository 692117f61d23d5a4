export const recovery = {
  title: 'Trousse de récupération',
  hint: 'Une page imprimée de 18 mots. Elle vous rend votre identité sur un appareil vide; sans elle, ni autre appareil, personne ne peut vous la rendre.',
  show: 'Afficher les mots',
  hide: 'Masquer les mots',
  print: 'Imprimer',
  none: 'Les mots sont sur l’appareil de vos débuts, pas sur celui-ci.',
  sheet: 'Trousse de récupération : {{name}}',
  sheetHint:
    'Gardez cette page avec vos clés et vos papiers. Qui la détient peut se faire passer pour vous. Les deux derniers mots servent de contrôle : une lettre fausse se remarque.',
  sheetUse:
    'Sur un nouvel appareil : démarrez Foyer, choisissez « J’ai une trousse de récupération » et tapez les mots.',
  words: 'Mots de la trousse',
  wordsHint: 'Les 18, dans l’ordre. Espaces, numéros et majuscules sont sans importance.',
  have: '{{have}} mots sur {{count}}.',
  wrong: 'Aucune trousse ne contient ce mot : {{words}}',
  right: 'Ce sont les mots d’une trousse.',
  not: 'Ces mots ne vont pas ensemble. Comparez-les avec la page.',
  already: 'J’ai une trousse de récupération',
  restoreTitle: 'Revenir avec la trousse',
  restore: 'Revenir',
  backTitle: 'Récupérer vos Espaces',
  backWhy:
    'Aucun Espace n’est encore sur cet appareil. Les personnes avec qui vous partagez des Espaces vous les rendent; une seule suffit par Espace.',
  backHint:
    'Après la trousse, vos Espaces viennent de quelqu’un qui s’y trouve aussi. Cette personne ouvre Paramètres, Mes appareils, puis « Aider quelqu’un à revenir ». Collez son code ici.',
  backCode: 'Code de la personne qui vous aide',
  back: 'Récupérer',
  backDone:
    'Les Espaces en commun sont revenus. Retirez les appareils perdus, dans Paramètres sous Mes appareils.',
}
