export const groups = {
  group: 'Groupe',
  document: 'Document confidentiel',
  newGroup: 'Nouveau groupe',
  newDocument: 'Nouveau document confidentiel',
  newGroupIn: 'Nouveau groupe dans <bdi>{{space}}</bdi>',
  newDocumentIn: 'Nouveau document confidentiel dans <bdi>{{space}}</bdi>',
  name: 'Nom du groupe',
  documentName: 'Titre',
  nameHint: 'Seules les personnes qui en font partie le voient.',
  nameMissing: 'Écrivez d’abord un nom.',
  who: 'Qui en fait partie avec vous',
  whoNew: 'Qui s’y joint',
  nobody: 'Personne d’autre ne peut y entrer.',
  hiddenHint:
    'Il a ses propres clés. Personne d’autre dans l’Espace n’en est informé, et rien, pas même son nom, ne se trouve sur les autres appareils.',
  heldHint:
    'Les personnes choisies le reçoivent de quiconque en fait partie, dès que les deux sont en ligne; avec un relais à boîte aux lettres, aussi en votre absence.',
  create: 'Créer le groupe',
  createDocument: 'Rédiger le document',
  of: 'Groupes de {{space}}',
  groupIn_one: 'Groupe dans <b><bdi>{{space}}</bdi></b>. Vous seul en connaissez l’existence.',
  groupIn_many:
    'Groupe dans <b><bdi>{{space}}</bdi></b>. Seuls ses {{count}} membres en connaissent l’existence.',
  groupIn_other:
    'Groupe dans <b><bdi>{{space}}</bdi></b>. Seuls ses {{count}} membres en connaissent l’existence.',
  documentIn_one:
    'Document confidentiel dans <b><bdi>{{space}}</bdi></b>. Vous seul en connaissez l’existence.',
  documentIn_many:
    'Document confidentiel dans <b><bdi>{{space}}</bdi></b>. Seuls ses {{count}} lecteurs en connaissent l’existence.',
  documentIn_other:
    'Document confidentiel dans <b><bdi>{{space}}</bdi></b>. Seuls ses {{count}} lecteurs en connaissent l’existence.',
  groupIn_ended_one: 'Groupe dans <b><bdi>{{space}}</bdi></b>.',
  groupIn_ended_many: 'Groupe dans <b><bdi>{{space}}</bdi></b>.',
  groupIn_ended_other: 'Groupe dans <b><bdi>{{space}}</bdi></b>.',
  documentIn_ended_one: 'Document confidentiel dans <b><bdi>{{space}}</bdi></b>.',
  documentIn_ended_many: 'Document confidentiel dans <b><bdi>{{space}}</bdi></b>.',
  documentIn_ended_other: 'Document confidentiel dans <b><bdi>{{space}}</bdi></b>.',
  documentOf: 'Confidentiel, dans {{space}}',
  groupOf: 'Groupe dans {{space}}',
  toSpace: 'Vers l’Espace',
  add: 'Ajouter des personnes',
  addTo: 'Ajouter des personnes à <bdi>{{group}}</bdi>',
  addHint: 'Elles reçoivent tout ce qu’il contient, depuis le début.',
  former: 'A été retirée; ne revient qu’avec un autre appareil',
  added_one: 'Une personne a été ajoutée.',
  added_many: '{{count}} personnes ont été ajoutées.',
  added_other: '{{count}} personnes ont été ajoutées.',
}
