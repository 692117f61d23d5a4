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
  keep: 'Garder sur cet appareil',
  keepWhat:
    '<b>Ce qui est gardé :</b> cet Espace, dans la mesure où il est ici, et vos clés. Le tout scellé sous une clé qui ne peut pas quitter ce navigateur.',
  keepUntil:
    '<b>Jusqu’à quand :</b> {{when}}. Ensuite, tout est effacé à l’ouverture de cette page, ou plus tôt si vous le supprimez.',
  keepUntilRemoved:
    '<b>Jusqu’à quand :</b> jusqu’à ce que vous le supprimiez ou ne fassiez plus partie de cet Espace.',
  keepBack:
    '<b>Pour revenir,</b> ouvrez {{address}} dans ce navigateur. Personne n’a à vous laisser entrer de nouveau, et cela s’ouvre aussi quand personne n’est là.',
  keepRemove:
    '<b>Pour le supprimer,</b> appuyez ici sur « Supprimer de cet appareil ». D’ici là, quiconque utilise ce navigateur peut l’ouvrir. Une fenêtre privée le supprime à sa fermeture.',
  keepNow: 'Garder',
  keepNot: 'Pas maintenant',
  kept: '<b>Gardé sur cet appareil jusqu’au {{when}}.</b> Rouvrez cette page dans ce navigateur pour revenir.',
  keptOpen: '<b>Gardé sur cet appareil.</b> Rouvrez cette page dans ce navigateur pour revenir.',
  remove: 'Supprimer de cet appareil',
  lostFull:
    '<b>Ce navigateur n’a plus de place; cet appareil ne garde donc rien.</b> Votre visite continue jusqu’à la fermeture de cet onglet.',
  lostFailed:
    '<b>Ce navigateur ne laisse Foyer rien garder.</b> Votre visite continue jusqu’à la fermeture de cet onglet.',
  insecure:
    'Impossible de garder la visite : cette page est arrivée en http simple, où un navigateur n’a pas d’endroit sûr pour les clés.',
  forbidden:
    'Impossible de garder la visite : ce navigateur ne garde rien pour cette page. Une fenêtre privée ou un réglage peut en être la cause.',
  doorsTitle: 'Quel Espace?',
  doorsHint: 'Ces visites sont gardées dans ce navigateur.',
  doorOpen: 'Gardée jusqu’à ce que vous la supprimiez',
  doorUntil: 'Gardée jusqu’au {{when}}',
  viewAs: 'Voir comme un invité',
  viewingAs: '<b>Vous voyez cet Espace comme le voit un invité.</b> Rien ne peut y être modifié.',
  endView: 'Revenir à votre vue',
}
