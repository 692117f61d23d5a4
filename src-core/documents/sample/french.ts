import type { SampleSpace } from './sampleTypes.ts'

/** Canadian French: a space before a colon, none before ; ! ?. */
export const sampleInFrench: Omit<SampleSpace, 'enamel'> = {
  name: 'Bienvenue dans Foyer',
  items: [
    {
      kind: 'message',
      text: 'Ceci est un Espace : une pièce pour vous et les personnes que vous invitez. Tout y est scellé sur votre appareil avant de partir, et seules les personnes de l’Espace peuvent l’ouvrir. Dans celui-ci, il n’y a que vous.',
    },
    {
      kind: 'message',
      text: 'Écrivez ci-dessous et appuyez sur Publier, ou sur Ctrl Entrée. Vous pouvez modifier et supprimer vos propres messages, et chaque élément porte un bouton Commenter. Ctrl Z annule ce que vous venez de faire.',
    },
    {
      kind: 'note',
      title: 'Une note, pour ce qui doit durer',
      blocks: [
        {
          type: 'paragraph',
          text: 'Les messages se disent, les notes se gardent. Ouvrez celle-ci et modifiez-la : plusieurs personnes peuvent écrire dans une note en même temps, et chacune voit où sont les autres.',
        },
        { type: 'heading', text: 'Ce qu’une note peut contenir' },
        {
          type: 'bullet',
          text: 'Du texte **gras** et *italique*, des titres, des citations et du code',
        },
        { type: 'bullet', text: 'Des listes comme celle-ci' },
        { type: 'task', text: 'Des tâches à cocher' },
        { type: 'task', text: 'Essayez ici : cochez celle-ci' },
      ],
    },
    {
      kind: 'message',
      text: 'Déposez un fichier ou une photo n’importe où dans cette fenêtre, ou utilisez Joindre des fichiers. Les fichiers sont scellés morceau par morceau, et un transfert interrompu reprend où il s’était arrêté. Le lieu où une photo a été prise est retiré avant qu’elle soit scellée. Le lien ci-dessous n’est pas ouvert à votre place non plus : son site n’apprend rien tant que vous ne l’ouvrez pas.',
    },
    {
      kind: 'link',
      url: 'https://example.org/',
    },
    {
      kind: 'message',
      text: 'Créez un Espace à vous, puis appuyez sur Inviter. Le lien est la clé : donnez-le à une seule personne, par un moyen sûr. Vous choisissez ce que cette personne peut faire, jusqu’à quand, et combien de fois le lien fonctionne. Il s’ouvre aussi dans un navigateur, sans rien installer.',
    },
    {
      kind: 'message',
      text: 'La ligne sous le nom d’un Espace dit qui a reçu quoi : « À jour avec Bob », ou « En attente : Bob (ordinateur) ». Elle n’en dit jamais plus que ce que Foyer sait. Sans réseau, vous pouvez continuer à écrire; les modifications s’échangent à la prochaine rencontre.',
    },
    {
      kind: 'message',
      text: 'Vos données sont sur cet appareil, chiffrées, et sur les appareils des personnes avec qui vous partagez un Espace. Un relais aide les appareils à se trouver et transmet des messages scellés; il n’a aucune clé. Vous n’avez plus besoin de cet Espace? Choisissez « Retirer de cet appareil » quand vous voulez.',
    },
  ],
}
