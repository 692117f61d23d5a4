export const sync = {
  sync: 'Synchronisation',
  notSavedFull:
    '<b>Non enregistré : le disque est plein.</b> Votre texte reste ici jusqu’à ce qu’il y ait de la place.',
  notSaved: '<b>Non enregistré : le disque a refusé.</b> Votre texte reste ici.',
  heldBack_one:
    '<b>Retenu.</b> {{count}} modification sans signature valide, reçue de : <bdi>{{owner}}</bdi>.',
  heldBack_many:
    '<b>Retenu.</b> {{count}} modifications sans signature valide, reçues de : <bdi>{{owner}}</bdi>.',
  heldBack_other:
    '<b>Retenu.</b> {{count}} modifications sans signature valide, reçues de : <bdi>{{owner}}</bdi>.',
  notAllowed_one:
    '<b>Retenu.</b> {{count}} modification faite sans en avoir le droit, reçue de : <bdi>{{owner}}</bdi>.',
  notAllowed_many:
    '<b>Retenu.</b> {{count}} modifications faites sans en avoir le droit, reçues de : <bdi>{{owner}}</bdi>.',
  notAllowed_other:
    '<b>Retenu.</b> {{count}} modifications faites sans en avoir le droit, reçues de : <bdi>{{owner}}</bdi>.',
  heldBackAct:
    'Ce qui est retenu ne change rien ici. Renseignez-vous auprès de la personne qui a cet appareil. Si ce n’était pas une erreur, le propriétaire ou un administrateur peut le retirer sous « Personnes et rôles ».',
  heldBackHere: '<b>Retenu.</b> Ce que cet appareil écrit ne compte pour personne d’autre.',
  ended: 'Rien de nouveau n’arrive plus ici.',
  offlineNothing: '<b>Vous êtes hors ligne.</b> Tout est en sécurité sur {{here}}.',
  offline_one: '<b>Vous êtes hors ligne.</b> {{count}} modification est en sécurité sur {{here}}.',
  offline_many:
    '<b>Vous êtes hors ligne.</b> {{count}} modifications sont en sécurité sur {{here}}.',
  offline_other:
    '<b>Vous êtes hors ligne.</b> {{count}} modifications sont en sécurité sur {{here}}.',
  relayDown:
    '<b>Relais injoignable.</b> Les personnes de votre réseau reçoivent toujours vos modifications.',
  hostAway: '<b>Inconnu pour l’instant.</b> Foyer ne répond pas sur cet ordinateur.',
  alone: 'Seulement sur {{here}}. Personne d’autre n’est dans cet Espace.',
  alone_group: 'Seulement sur {{here}}. Personne d’autre n’est dans ce groupe.',
  alone_document: 'Seulement sur {{here}}. Personne d’autre n’a ce document.',
  checking: 'Vérification de qui a quoi…',
  sending_one:
    '<b>Envoi à <bdi>{{names}}</bdi>.</b> {{received}} modification sur {{count}} reçue.',
  sending_many:
    '<b>Envoi à <bdi>{{names}}</bdi>.</b> {{received}} modifications sur {{count}} reçues.',
  sending_other:
    '<b>Envoi à <bdi>{{names}}</bdi>.</b> {{received}} modifications sur {{count}} reçues.',
  waitingNothing: '<b>En attente : <bdi>{{owner}}</bdi>.</b>',
  waiting_one:
    '<b>En attente : <bdi>{{owner}}</bdi>.</b> {{count}} modification n’y est pas encore reçue.',
  waiting_many:
    '<b>En attente : <bdi>{{owner}}</bdi>.</b> {{count}} modifications n’y sont pas encore reçues.',
  waiting_other:
    '<b>En attente : <bdi>{{owner}}</bdi>.</b> {{count}} modifications n’y sont pas encore reçues.',
  waitingMailbox_one:
    '<b>En attente : <bdi>{{owner}}</bdi>.</b> Le relais garde {{count}} modification scellée jusqu’au {{day}}.',
  waitingMailbox_many:
    '<b>En attente : <bdi>{{owner}}</bdi>.</b> Le relais garde {{count}} modifications scellées jusqu’au {{day}}.',
  waitingMailbox_other:
    '<b>En attente : <bdi>{{owner}}</bdi>.</b> Le relais garde {{count}} modifications scellées jusqu’au {{day}}.',
  upToDate: 'À jour avec <bdi>{{names}}</bdi>.',
  upToDateAlone: 'À jour.',
  shortUpToDate: 'À jour avec <bdi>{{names}}</bdi>',
  shortUpToDateMany_one: 'À jour avec <bdi>{{names}}</bdi> et {{count}} autre',
  shortUpToDateMany_many: 'À jour avec <bdi>{{names}}</bdi> et {{count}} autres',
  shortUpToDateMany_other: 'À jour avec <bdi>{{names}}</bdi> et {{count}} autres',
  device: '{{name}} ({{device}})',
  someone: 'quelqu’un',
  someDevice: 'un appareil',
  thisDevice: 'cet appareil',
  thisLaptop: 'cet ordinateur',
  thisPhone: 'ce téléphone',
  laptop: 'ordinateur',
  phone: 'téléphone',
  computer: 'ordinateur',
  tablet: 'tablette',
  browser: 'navigateur',
  devices: 'Qui a quoi',
  self: 'Cet appareil',
  selfHas: 'tout ce qui est écrit ici s’y trouve',
  has: 'à jour',
  missing_one: '{{count}} en attente',
  missing_many: '{{count}} en attente',
  missing_other: '{{count}} en attente',
  inMailbox: 'dans la boîte aux lettres jusqu’au {{day}}',
  mailboxTrouble: {
    altered:
      'La boîte aux lettres d’un relais a donné des éléments modifiés en chemin ou étrangers à cet Espace. Ils ont été écartés ; ce qui manque viendra d’une personne.',
    refused:
      'La boîte aux lettres d’un relais n’accepte rien de cet Espace. Les personnes absentes recevront vos modifications quand vous serez là ensemble.',
    full: 'La boîte aux lettres d’un relais est pleine. Le reste y sera déposé quand il y aura de la place, ou viendra de vous quand vous serez là ensemble.',
  },
  unknown: 'pas encore connu',
  connectedDirect: 'connecté, direct',
  connectedRelayed: 'connecté, par un relais',
  connected: 'connecté',
  lastSeen: 'dernière connexion : {{moment}}',
  neverSeen: 'jamais connecté',
  clockAhead_one: 'Son horloge avance de {{count}} minute.',
  clockAhead_many: 'Son horloge avance de {{count}} minutes.',
  clockAhead_other: 'Son horloge avance de {{count}} minutes.',
  clockBehind_one: 'Son horloge retarde de {{count}} minute.',
  clockBehind_many: 'Son horloge retarde de {{count}} minutes.',
  clockBehind_other: 'Son horloge retarde de {{count}} minutes.',
}
