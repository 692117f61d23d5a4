export const scan = {
  open: 'Numériser avec la caméra',
  stop: 'Arrêter la caméra',
  picture: 'Ce que voit la caméra',
  starting: 'Démarrage de la caméra. On vous demandera peut-être si Foyer peut l’utiliser.',
  looking: 'Tenez le code QR devant la caméra. L’image reste sur cet appareil.',
  read: 'Le code a été lu.',
  failure: {
    denied:
      'La caméra n’est pas permise ici. Permettez-la dans le navigateur ou le système, ou collez le texte.',
    missing: 'Aucune caméra trouvée. Collez le texte.',
    busy: 'Un autre programme utilise la caméra, ou elle a été débranchée. Fermez ce programme, ou collez le texte.',
    failed: 'La caméra n’a pas pu être utilisée. Collez le texte.',
  },
}
