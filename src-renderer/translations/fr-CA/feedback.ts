export const feedback = {
  title: 'Rétroaction',
  hint: 'Foyer n’observe rien de votre utilisation et n’envoie rien à ce sujet. Ce que vous écrivez ici reste sur cette page jusqu’à ce que vous le remettiez vous-même, à qui vous voulez.',
  words: 'Ce qui a mal fonctionné, ou ce qui manque',
  add: 'Ajouter au texte',
  version: 'Foyer {{version}}',
  desktop: 'Application de bureau',
  browser: 'Application dans le navigateur',
  guest: 'Page de visite',
  language: 'Langue : {{language}}',
  text: 'Voici exactement ce que vous remettez',
  copied: 'Le texte est copié.',
  refused: 'Le presse-papiers n’a pas pris le texte. Il est sélectionné : copiez-le vous-même.',
  save: 'Enregistrer en texte',
  mail: 'Ouvrir dans le courriel',
  tooLong:
    'Trop long pour un logiciel de courriel : copiez le texte, ou enregistrez-le et joignez le fichier.',
}
