export const guest = {
  invites: '<bdi>{{name}}</bdi> vous invite dans',
  invitesUnknown: 'Quelqu’un vous invite dans',
  reachingTitle: 'Un Espace dans Foyer',
  reaching: 'Recherche de la personne qui vous invite. Gardez cette page ouverte.',
  firstName: 'Prénom',
  email: 'Courriel',
  emailHint:
    'Peut rester vide. Visible seulement pour {{name}}, comme non vérifié. Aucun message n’y est envoyé.',
  emailHintUnknown:
    'Peut rester vide. Visible seulement pour la personne qui vous invite, comme non vérifié. Aucun message n’y est envoyé.',
  emailWrong: 'Cela ne ressemble pas à une adresse courriel.',
  nameMissing: 'Écrivez votre prénom.',
  keeps: 'Ce que cet Espace garde',
  keepsText: '<b>Ce que vous écrivez</b> reste avec les personnes de cet Espace.',
  keepsMail: '<b>Votre courriel</b> n’est communiqué à personne d’autre.',
  keepsNothing: '<b>Si vous fermez cet onglet</b>, rien ne reste sur cet appareil.',
  readers_one: '<b><bdi>{{names}}</bdi></b> peut lire ce que vous écrivez.',
  readers_many: '<b><bdi>{{names}}</bdi></b> peuvent lire ce que vous écrivez.',
  readers_other: '<b><bdi>{{names}}</bdi></b> peuvent lire ce que vous écrivez.',
  relay: 'Le relais {{relay}} ne fait que transmettre des messages scellés.',
  enter: 'Entrer',
  entering: 'Entrée…',
  until: 'Fin du lien : {{when}}.',
  role: 'Votre rôle : {{role}}.',
  refused: 'Cette porte reste fermée',
  noLink: 'Cette adresse ne contient pas d’invitation',
  noLinkHint: 'Ouvrez le lien complet que vous avez reçu.',
  strip:
    '<b>Vous êtes en visite dans un navigateur (fin : {{when}}).</b> Si vous fermez cet onglet, rien ne reste sur cet appareil.',
  stripOpen:
    '<b>Vous êtes en visite dans un navigateur jusqu’à la fermeture de cet onglet.</b> Rien ne reste alors sur cet appareil.',
  visit: 'Votre visite',
  endedTitle: 'Votre visite est terminée',
  ended:
    'Il ne reste rien de <bdi>{{space}}</bdi> dans ce navigateur : ni texte, ni fichier, ni clé.',
  endedHint:
    'Ce que vous avez écrit reste chez les personnes de l’Espace. Vous pouvez fermer cet onglet.',
  end: 'Terminer la visite',
  viewAs: 'Voir comme un invité',
  viewingAs: '<b>Vous voyez cet Espace comme le voit un invité.</b> Rien ne peut y être modifié.',
  endView: 'Revenir à votre vue',
}
