export const notices = {
  equivocation:
    '<b>Ce qui vient de <bdi>{{owner}}</bdi> ne compte plus.</b> Il est prouvé que différentes personnes en ont reçu des versions différentes. Ce qui a été écrit avant reste.',
  forked:
    '<b><bdi>{{owner}}</bdi> continue à partir d’une ancienne sauvegarde.</b> Rien de nouveau n’en compte avant qu’il soit devenu un nouvel appareil, ce qu’il fait de lui-même.',
  restored:
    '<b><bdi>{{owner}}</bdi> est revenu d’une sauvegarde.</b> Ce qui était perdu et que les autres ont encore revient d’eux.',
  setAside:
    '<b>Une partie de ce qui est venu d’un appareil est mise de côté ici : <bdi>{{owner}}</bdi>.</b> Il avait écrit deux histoires, et c’est l’autre qui compte.',
  refusedSnapshot:
    '<b>Une copie signée par un appareil n’a pas été prise ici : <bdi>{{owner}}</bdi>.</b> Elle dit autre chose que ce qui a été écrit. Rien n’a changé ici; les personnes qui arrivent plus tard peuvent la recevoir.',
  quarantined:
    '<b>Retenue : une modification de <bdi>{{owner}}</bdi>.</b> Elle a arrêté Foyer deux fois ici. Le reste de cet Espace continue.',
  selfRestored:
    '<b>Cet appareil est revenu d’une sauvegarde.</b> Ce qu’il avait perdu et que les autres ont encore revient d’eux.',
  selfForked: {
    soon: '<b>Cet appareil a continué à partir d’une ancienne sauvegarde.</b> Il devient de lui-même un nouvel appareil dans un instant; ce qui a été écrit ici le suit.',
    waiting:
      '<b>Cet appareil a continué à partir d’une ancienne sauvegarde.</b> Il devient de lui-même un nouvel appareil dès qu’une personne qui a ce qu’il avait écrit avant est en ligne. Ce qui a été écrit ici reste, et le suit.',
    asking:
      '<b>Cet appareil a continué à partir d’une ancienne sauvegarde.</b> Il peut devenir un nouvel appareil maintenant; ce qui a été écrit ici le suit. Une personne absente a peut-être davantage de ce qu’il avait écrit avant; cela serait mis de côté.',
    refused:
      '<b>Ce que cet appareil écrit ne compte plus.</b> Il est prouvé que différentes personnes en ont reçu des versions différentes. Retirez-le avec un autre de vos appareils et ajoutez-le de nouveau.',
  },
  ownVoid:
    '<b>Une partie de ce que vous avez écrit sur cet appareil n’est pas dans cet Espace.</b> On vous avait retiré l’accès ou donné un autre rôle avant que les autres ne le reçoivent. Cela ne compte chez personne et n’est pas affiché.',
  undone: {
    remove: '<b><bdi>{{actor}}</bdi> a voulu retirer <bdi>{{whom}}</bdi>.</b> Cela ne compte pas.',
    role: '<b><bdi>{{actor}}</bdi> a voulu changer le rôle de cette personne : <bdi>{{whom}}</bdi>.</b> Cela ne compte pas.',
    transfer:
      '<b><bdi>{{actor}}</bdi> a voulu nommer <bdi>{{whom}}</bdi> propriétaire.</b> Cela ne compte pas.',
    letIn: '<b><bdi>{{actor}}</bdi> a laissé entrer <bdi>{{whom}}</bdi>.</b> Cela ne compte pas.',
    invite:
      '<b><bdi>{{actor}}</bdi> a créé un lien d’invitation.</b> Il ne laisse entrer personne.',
  },
  because: {
    removed:
      'Entre-temps, <bdi>{{by}}</bdi> a retiré <bdi>{{actor}}</bdi>, et c’est cela qui compte.',
    role: 'Entre-temps, <bdi>{{by}}</bdi> a donné un autre rôle à <bdi>{{actor}}</bdi>, et c’est cela qui compte.',
    device: 'Entre-temps, <bdi>{{by}}</bdi> a retiré l’appareil utilisé, et c’est cela qui compte.',
    revoked: 'Entre-temps, <bdi>{{by}}</bdi> a révoqué le lien, et c’est cela qui compte.',
    otherwise: 'Entre-temps, <bdi>{{by}}</bdi> en a décidé autrement, et c’est cela qui compte.',
  },
  renew: 'Devenir un nouvel appareil',
  retry: 'Réessayer',
  drop: 'L’ignorer ici',
}
