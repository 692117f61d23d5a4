export const notices = {
  equivocation:
    '<b>Ce qui vient de <bdi>{{owner}}</bdi> ne compte plus.</b> Il est prouvé que différentes personnes en ont reçu des versions différentes. Ce qui a été écrit avant reste.',
  forked:
    '<b><bdi>{{owner}}</bdi> continue à partir d’une ancienne sauvegarde.</b> Rien de nouveau n’en compte tant que cet appareil n’a pas été ajouté de nouveau.',
  restored:
    '<b><bdi>{{owner}}</bdi> est revenu d’une sauvegarde.</b> Ce qui était perdu et que les autres ont encore revient d’eux.',
  setAside:
    '<b>Une partie de ce qui venait de <bdi>{{owner}}</bdi> a été mise de côté ici.</b> Il y en avait deux histoires; celle qui compte est maintenant ici aussi.',
  quarantined:
    '<b>Retenue : une modification de <bdi>{{owner}}</bdi>.</b> Elle a arrêté Foyer deux fois ici. Le reste de cet Espace continue.',
  selfRestored:
    '<b>Cet appareil est revenu d’une sauvegarde.</b> Ce qu’il avait perdu et que les autres ont encore revient d’eux.',
  selfForked:
    '<b>Cet appareil continue à partir d’une ancienne sauvegarde.</b> Ce qu’il écrit ne parvient pas aux autres. Ajoutez-le de nouveau comme nouvel appareil.',
  retry: 'Réessayer',
  drop: 'L’ignorer ici',
}
