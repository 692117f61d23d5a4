export const settings = {
  title: 'Paramètres',
  you: 'Vous',
  name: 'Nom visible pour les autres',
  nameHint: 'Les personnes de vos Espaces voient ce nom.',
  saved: 'Le nom est enregistré.',
  device: 'Cet appareil : <bdi>{{device}}</bdi>',
  look: 'Apparence',
  theme: 'Thème',
  light: 'Clair',
  dark: 'Sombre',
  system: 'Comme le système',
  language: 'Langue',
  keys: 'Clavier',
  singleKeys: 'Touches simples',
  singleKeysHint:
    'C, E et Suppr sur un élément du fil, et ? pour la liste des raccourcis. Elles ne fonctionnent jamais pendant que vous écrivez.',
  network: 'Réseau',
  hideAddress: 'Masquer mon adresse',
  hideAddressHint:
    'Les autres vous joignent seulement par le serveur TURN de votre relais, jamais directement. Il voit les deux adresses, mais rien de ce que vous dites. Plus lent.',
  hideAddressAlone:
    'Aucun de vos relais n’offre de serveur TURN : personne ne peut vous joindre tant qu’il n’y en a pas, ou que cette option est activée.',
  useMailbox: 'Utiliser la boîte aux lettres des relais',
  useMailboxHint:
    'Un relais avec boîte aux lettres garde, scellé et pour un temps, ce que manquent les personnes absentes. Il voit quand quelque chose est arrivé et sa taille. Sans elle, les modifications vont d’appareil à appareil seulement quand les deux sont là; ce qui s’y trouve déjà y reste jusqu’à la fin de son délai.',
  noMailbox:
    'Aucun de vos relais n’offre de boîte aux lettres en ce moment : les gens reçoivent vos modifications quand vous êtes là tous les deux.',
  relayMailbox_one: 'A une boîte aux lettres : garde les modifications scellées {{count}} jour.',
  relayMailbox_many: 'A une boîte aux lettres : garde les modifications scellées {{count}} jours.',
  relayMailbox_other: 'A une boîte aux lettres : garde les modifications scellées {{count}} jours.',
  recipients: 'Qui transmet vos données',
  recipientsHint:
    'Seulement ceux-ci, et les appareils des personnes de vos Espaces. Ils voient les adresses, les heures et les tailles, et rien du contenu.',
  relayHere: 'Relais dans cette application, sur cet appareil',
  relayNowhere: 'Relais. Il ne dit pas où il se trouve.',
  relayIn: 'Relais. Il dit se trouver ici : {{region}}',
  relayBy: 'Il dit être exploité par : {{operator}}',
  turnServer:
    'Serveur TURN, nommé par votre relais : transmet des données scellées entre vous et les autres',
  signIns: 'Ouvertures de cet appareil',
  signInsHint: 'Seul cet appareil les connaît.',
  signInsWrong_one: 'après {{count}} phrase de passe erronée',
  signInsWrong_many: 'après {{count}} phrases de passe erronées',
  signInsWrong_other: 'après {{count}} phrases de passe erronées',
  safety: 'Verrouillage',
  lockHint: 'Rien n’est envoyé ni reçu tant que Foyer est verrouillé.',
  lock: 'Verrouiller',
}
