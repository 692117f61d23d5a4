export const errors = {
  INTERNAL:
    'Une erreur est survenue dans Foyer. Votre travail est en sécurité jusqu’à la dernière modification. Réessayez.',
  INVALID_INPUT: 'Cela n’a pas été compris. Vérifiez ce que vous avez écrit.',
  NOT_FOUND: 'Cela n’est plus ici. Rien n’a été modifié.',
  NOT_ALLOWED:
    'Votre rôle dans cet Espace ne le permet pas. Rien n’a été modifié. Le ou la propriétaire peut vous donner un autre rôle.',
  TOO_LARGE: 'C’est trop volumineux. Rien n’a été modifié.',
  VISIT_ELSEWHERE:
    'Cette visite est ouverte dans un autre onglet de ce navigateur. Continuez-la là-bas, ou fermez cet onglet et rechargez cette page.',
  LOCKED: 'Foyer est verrouillé. Déverrouillez-le pour continuer.',
  CLOSED:
    'La connexion avec Foyer sur cet appareil est terminée. Ce qui était enregistré est en sécurité. Redémarrez Foyer s’il a été fermé.',
  TIMEOUT: 'Cela a pris trop de temps. Ce qui était enregistré est en sécurité. Réessayez.',
  WRONG_PASSPHRASE:
    'Ce n’est pas la phrase de passe de ce profil. Rien n’a été modifié. Réessayez.',
  PROFILE_NEWER:
    'Ce profil a été écrit avec un Foyer plus récent. Rien n’a été modifié. Mettez Foyer à jour pour l’ouvrir.',
  PROFILE_DAMAGED:
    'Le profil est illisible. Ses fichiers ont été laissés tels quels. Remettez-en une copie, s’il y en a une.',
  PROFILE_IN_USE: 'Ce profil est ouvert dans un autre Foyer sur cet ordinateur. Fermez-le d’abord.',
  PROFILE_EXISTS: 'Il y a déjà un profil ici. Rechargez cette page pour l’ouvrir.',
  DISK_FULL: 'Le disque est plein. Votre texte reste ici jusqu’à ce qu’il y ait de la place.',
  DISK_FAILED:
    'Le disque a refusé une écriture. Votre texte reste ici. Vérifiez le disque et réessayez.',
  LINK_MALFORMED:
    'Ce n’est pas un lien d’invitation de Foyer, ou il en manque une partie. Rien n’a été envoyé. Copiez le lien complet et réessayez.',
  LINK_VERSION:
    'Ce lien a été créé avec un Foyer plus récent. Mettez Foyer à jour pour l’utiliser.',
  LINK_EXPIRED: 'Ce lien est expiré. Demandez un nouveau lien.',
  LINK_USED_UP: 'Ce lien a déjà servi. Demandez un nouveau lien.',
  LINK_REVOKED: 'Ce lien a été révoqué. Demandez un nouveau lien.',
  LINK_FOREIGN: 'Ce lien n’appartient pas à l’Espace qu’il nomme. Demandez un nouveau lien.',
  LOG_TOO_LARGE:
    'Le registre des arrivées, des départs et des nouvelles clés est ici trop long pour être remis à quelqu’un de nouveau. Rien n’a changé. Créez un nouvel Espace pour cette personne.',
  JOIN_REFUSED: 'On ne vous a pas laissé entrer. Demandez à la personne qui vous a donné le lien.',
  ALREADY_MEMBER: 'Vous êtes déjà dans cet Espace.',
  DEVICE_ENDED:
    'Cet appareil a déjà fait partie de cet Espace et ne peut pas y revenir. Entrez avec un autre appareil, ou ouvrez le lien dans un navigateur.',
  KEYS_CHANGING:
    'Les clés de cet Espace sont en cours de renouvellement. Votre texte reste ici; réessayez quand un rédacteur ou le propriétaire est connecté.',
  OWNER_STAYS: 'Le propriétaire ne peut pas partir. Nommez d’abord un autre propriétaire.',
  FORK_WAITING:
    'Personne en ligne n’a ce que cet appareil avait écrit avant. Rien n’a changé. Cela continue de soi-même quand une personne qui l’a est en ligne.',
  DEVICE_LINK_MALFORMED:
    'Ce n’est pas un code pour ajouter un appareil, ou il en manque une partie. Copiez-le en entier.',
  RETURN_CODE_MALFORMED:
    'Ce n’est pas un code pour aider quelqu’un à revenir, ou il en manque une partie. Copiez-le en entier.',
  DEVICE_UNREACHABLE:
    'L’autre appareil n’a pas répondu en dix minutes. Affichez-y un nouveau code.',
  DEVICE_REFUSED: 'L’autre appareil n’a pas laissé entrer celui-ci. Affichez-y un nouveau code.',
  KIT_WRONG:
    'Ce ne sont pas les mots d’une trousse de récupération. Comparez-les à la page imprimée.',
  INVITER_UNREACHABLE:
    'Personne ne peut vous faire entrer pour le moment. Gardez ceci ouvert, ou réessayez plus tard.',
  RELAY_UNREACHABLE: 'Le relais est injoignable. Vérifiez le réseau, puis réessayez.',
  FILE_EMPTY: 'Ce fichier est vide. Rien n’a été ajouté.',
  FILE_TOO_LARGE: 'Ce fichier dépasse 2 Gio. Rien n’a été ajouté.',
  FILE_INCOMPLETE:
    'Ce fichier n’est pas encore arrivé au complet. La réception reprend dès qu’un appareil qui l’a est connecté.',
  NOTE_NEWER:
    'Cette note a été écrite avec un Foyer plus récent. Elle peut être lue ici, pas modifiée.',
  UPDATE_REFUSED:
    'Cette modification a été refusée. Le texte est revenu à son dernier bon état; écrivez-la de nouveau.',
  VERSION_AWAY:
    'Le contenu de cette version n’est pas encore arrivé ici. Il viendra d’un appareil qui l’a, dès qu’il sera connecté.',
  VERSIONS_FULL:
    'Cette note a autant de versions conservées que possible. Effacez-en une, puis conservez celle-ci.',
  GROUP_FORMER:
    'Une personne retirée d’un groupe n’y revient qu’avec un autre appareil. Créez plutôt un nouveau groupe.',
  NOTHING_TO_UNDO: 'Il n’y a rien à annuler.',
  KEYCHAIN_UNAVAILABLE:
    'Cet ordinateur n’a pas d’endroit sûr pour les clés. Choisissez une phrase de passe pour protéger votre travail.',
}
