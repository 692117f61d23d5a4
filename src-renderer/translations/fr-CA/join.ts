export const join = {
  title: 'Rejoindre avec un lien',
  link: 'Lien d’invitation',
  linkHint: 'Collez le lien complet que quelqu’un vous a donné.',
  join: 'Rejoindre',
  joining: 'Entrée…',
  reaching: 'Recherche de la personne qui vous invite, par {{relay}}…',
  unanswered:
    'Personne n’a encore répondu. Foyer doit être ouvert chez la personne qui vous invite. Gardez ceci ouvert; la suite est automatique.',
  answered: '<bdi>{{inviter}}</bdi> vous invite dans <b><bdi>{{space}}</bdi></b>.',
  asRole: 'Votre rôle : {{role}}.',
  until: 'Fin : {{when}}.',
  readers_one: '<b><bdi>{{names}}</bdi></b> peut lire ce que vous écrivez.',
  readers_many: '<b><bdi>{{names}}</bdi></b> peuvent lire ce que vous écrivez.',
  readers_other: '<b><bdi>{{names}}</bdi></b> peuvent lire ce que vous écrivez.',
  already: 'Vous êtes déjà dans cet Espace.',
  waiting:
    'En attente : <bdi>{{inviter}}</bdi> doit vous laisser entrer dans <b><bdi>{{space}}</bdi></b>.',
  waitingHint: 'Gardez cette page ouverte. La suite vient d’elle-même.',
  stopWaiting: 'Ne plus attendre',
  numberHint: '{{name}} voit le même numéro et peut vous le demander, p. ex. lors d’un appel.',
  approval: '{{name}} doit d’abord accepter.',
}
