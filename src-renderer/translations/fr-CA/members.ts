export const members = {
  title: 'Personnes et rôles',
  toAll: 'Retour à la liste',
  safetyNumber: 'Numéro de sécurité',
  kinds: 'Personnes affichées',
  kind: {
    everyone: 'Tous',
    members: 'Membres',
    visitors: 'Visiteurs',
    removed: 'Retirés',
  },
  noneRemoved: 'Personne n’a été retiré de cet Espace.',
  noneRemoved_group: 'Personne n’a été retiré de ce groupe.',
  noneRemoved_document: 'Personne n’a été retiré de ce document.',
  removed:
    '<b><bdi>{{name}}</bdi></b> ne fait plus partie de <bdi>{{space}}</bdi> depuis le {{when}}. Les clés ont changé depuis. Les copies reçues avant y restent.',
  left: '<b><bdi>{{name}}</bdi></b> a quitté <bdi>{{space}}</bdi> le {{when}}. Les clés ont changé depuis. Les copies reçues avant y restent.',
  roleIn: 'Rôle dans <bdi>{{space}}</bdi>',
  roleChanged: '{{name}} a maintenant le rôle : {{role}}.',
  means: {
    owner: 'Peut tout faire, et répond de l’Espace. Il n’y en a qu’un.',
    owner_group: 'Peut tout faire, et répond du groupe. Il n’y en a qu’un.',
    owner_document: 'Peut tout faire, et répond du document. Il n’y en a qu’un.',
    admin: 'Peut tout faire : inviter, retirer des personnes, changer les rôles.',
    editor:
      'Publie, écrit des notes et des commentaires, et jette ce que d’autres ont publié. Ne peut ni inviter ni retirer personne.',
    commenter: 'Lit tout et écrit des commentaires.',
    viewer: 'Lit tout et n’écrit rien.',
    guest: 'Lit tout jusqu’à la fin de la visite et n’écrit rien.',
  },
  madeOwner: '<b><bdi>{{by}}</bdi> vous a rendu propriétaire de <bdi>{{space}}</bdi>.</b>',
  madeRole: '<b><bdi>{{by}}</bdi> a changé votre rôle dans <bdi>{{space}}</bdi> : {{role}}.</b>',
  roleSeen: 'Compris',
  deviceSince: 'depuis le {{when}}',
  removeDevice: 'Retirer l’appareil : {{device}}',
  removeShort: 'Retirer',
  deviceRemoved: 'L’appareil a été retiré. Les clés changent maintenant.',
  twoFaced: 'A dit des choses différentes à différentes personnes. Rien de nouveau n’en compte.',
  twoFacedRemove:
    'Son logiciel a été modifié, ou quelqu’un d’autre a ses clés. Demandez de vive voix à <bdi>{{name}}</bdi>, puis retirez-le : les clés changent, et une nouvelle invitation ramène <bdi>{{name}}</bdi> avec un autre appareil.',
  twoFacedAsk:
    'Son logiciel a été modifié, ou quelqu’un d’autre a ses clés. Demandez de vive voix à <bdi>{{name}}</bdi>; le propriétaire ou un administrateur peut le retirer.',
  remove: 'Retirer de l’Espace',
  remove_group: 'Retirer du groupe',
  remove_document: 'Retirer du document',
  removeTitle: 'Retirer <bdi>{{name}}</bdi> de <bdi>{{space}}</bdi>',
  removeDoes_one:
    'Les clés de cet Espace changent. L’appareil de cette personne ({{name}}) ne reçoit plus rien de ce qui s’écrit désormais.',
  removeDoes_group_one:
    'Les clés de ce groupe changent. L’appareil de cette personne ({{name}}) ne reçoit plus rien de ce qui s’écrit désormais.',
  removeDoes_document_one:
    'Les clés de ce document changent. L’appareil de cette personne ({{name}}) ne reçoit plus rien de ce qui s’écrit désormais.',
  removeDoes_many:
    'Les clés de cet Espace changent. Les {{count}} appareils de cette personne ({{name}}) ne reçoivent plus rien de ce qui s’écrit désormais.',
  removeDoes_group_many:
    'Les clés de ce groupe changent. Les {{count}} appareils de cette personne ({{name}}) ne reçoivent plus rien de ce qui s’écrit désormais.',
  removeDoes_document_many:
    'Les clés de ce document changent. Les {{count}} appareils de cette personne ({{name}}) ne reçoivent plus rien de ce qui s’écrit désormais.',
  removeDoes_other:
    'Les clés de cet Espace changent. Les {{count}} appareils de cette personne ({{name}}) ne reçoivent plus rien de ce qui s’écrit désormais.',
  removeDoes_group_other:
    'Les clés de ce groupe changent. Les {{count}} appareils de cette personne ({{name}}) ne reçoivent plus rien de ce qui s’écrit désormais.',
  removeDoes_document_other:
    'Les clés de ce document changent. Les {{count}} appareils de cette personne ({{name}}) ne reçoivent plus rien de ce qui s’écrit désormais.',
  removeKeeps: 'Ce que cette personne ({{name}}) a déjà reste chez elle. Nul ne peut le reprendre.',
  removeLinks: 'Les liens encore ouverts le restent. Révoquez ceux qui ont été donnés.',
  removeAct: 'Retirer {{name}}',
  removedToast: 'Cette personne ({{name}}) a été retirée. Les clés changent maintenant.',
  transfer: 'Rendre propriétaire',
  transferTitle: 'Confier <bdi>{{space}}</bdi> à <bdi>{{name}}</bdi>',
  transferDoes:
    '{{name}} en devient propriétaire et répond de cet Espace. Vous restez administrateur.',
  transferDoes_group:
    '{{name}} en devient propriétaire et répond de ce groupe. Vous restez administrateur.',
  transferDoes_document:
    '{{name}} en devient propriétaire et répond de ce document. Vous restez administrateur.',
  transferBack: 'Seule cette personne ({{name}}) peut vous le rendre.',
  transferAct: 'Confier à {{name}}',
  transferred: '{{space}} appartient maintenant à {{name}}.',
  leave: 'Quitter cet Espace',
  leave_group: 'Quitter ce groupe',
  leave_document: 'Quitter ce document',
  leaveTitle: 'Quitter <bdi>{{space}}</bdi>',
  leaveDoes:
    'Les autres voient que vous êtes parti. Vos appareils ne reçoivent plus rien, et seule une nouvelle invitation vous y ramène, avec un autre appareil ou dans un navigateur.',
  leaveDoes_group:
    'Les autres voient que vous êtes parti. Vos appareils ne reçoivent plus rien, et vous ne pouvez être ajouté de nouveau qu’avec un autre appareil.',
  leaveDoes_document:
    'Les autres voient que vous êtes parti. Vos appareils ne reçoivent plus rien, et vous ne pouvez être ajouté de nouveau qu’avec un autre appareil.',
  leaveKeeps: 'Ce que vous avez écrit reste chez les autres.',
  leaveErase: 'Effacer aussi la copie sur cet appareil',
  leaveAct: 'Quitter',
  leftToast: 'Vous avez quitté {{space}}.',
  answers:
    '<b><bdi>{{name}}</bdi></b> est propriétaire et répond de ce qui est gardé ici. Demandez-lui ce qui s’y trouve à votre sujet, et de le modifier ou de l’effacer.',
  answersSelf:
    'Vous êtes propriétaire et répondez de ce qui est gardé ici : on vous demande ce qui s’y trouve, de le modifier ou de l’effacer.',
  ownerLeaves: 'Pour partir, rendez d’abord quelqu’un d’autre propriétaire.',
  keys: 'Clés de cet Espace',
  keys_group: 'Clés de ce groupe',
  keys_document: 'Clés de ce document',
  keysSince: 'En usage depuis : {{when}}.',
  keysWaiting:
    'En attente de la connexion de <b><bdi>{{names}}</bdi></b> pour recevoir les nouvelles clés.',
  keysHint: 'Elles changent d’elles-mêmes quand une personne est retirée ou part.',
  keysByHand: 'Créez-en de nouvelles si un appareil a échappé à votre garde un moment.',
  rotate: 'Créer de nouvelles clés',
  rotateTitle: 'Nouvelles clés pour <bdi>{{space}}</bdi>',
  rotateDoes:
    'Ce qui s’écrit désormais s’ouvre avec de nouvelles clés, que seuls les personnes et appareils de la liste reçoivent.',
  rotateKeeps:
    'Ce qui a été écrit avant reste lisible pour quiconque avait les anciennes clés. Personne ne peut le reprendre.',
  rotated: 'Les clés ont changé. Les absents les recevront à leur retour.',
  ended: {
    removed:
      '<b>Vous ne faites plus partie de <bdi>{{space}}</bdi>.</b> Ce que vous avez reste sur cet appareil jusqu’à ce que vous l’effaciez. Rien de nouveau n’arrive.',
    device:
      '<b>Cet appareil a été retiré de <bdi>{{space}}</bdi>.</b> Ce qu’il contient y reste jusqu’à ce que vous l’effaciez. Rien de nouveau n’arrive.',
    left: '<b>Vous avez quitté <bdi>{{space}}</bdi>.</b> Ce que vous avez reste sur cet appareil jusqu’à ce que vous l’effaciez. Rien de nouveau n’arrive.',
    expired: '<b>Votre visite de <bdi>{{space}}</bdi> est terminée.</b> Rien de nouveau n’arrive.',
    undone:
      '<b>Vous ne faites pas partie de <bdi>{{space}}</bdi> : la personne qui vous a laissé entrer n’en avait plus le droit.</b> Ce que vous y avez écrit ne compte pas. Demandez une nouvelle invitation à quelqu’un qui en fait partie.',
  },
}
