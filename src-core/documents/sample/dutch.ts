import type { SampleSpace } from './sampleTypes.ts'

export const sampleInDutch: Omit<SampleSpace, 'enamel'> = {
  name: 'Welkom bij Foyer',
  items: [
    {
      kind: 'message',
      text: 'Dit is een Space: een ruimte voor u en de mensen die u uitnodigt. Alles erin wordt op uw apparaat verzegeld voordat het vertrekt, en alleen de mensen in de Space kunnen het openen. In deze bent u alleen.',
    },
    {
      kind: 'message',
      text: 'Schrijf hieronder en druk op Plaatsen, of op Ctrl Enter. Uw eigen berichten kunt u wijzigen en verwijderen, en bij elk item staat een knop Reageren. Wat u het laatst deed, maakt u ongedaan met Ctrl Z.',
    },
    {
      kind: 'note',
      title: 'Een notitie, voor wat moet blijven',
      blocks: [
        {
          type: 'paragraph',
          text: 'Berichten worden gezegd, notities worden bewaard. Open deze en verander haar: meer mensen kunnen tegelijk in een notitie schrijven, en iedereen ziet waar de anderen zijn.',
        },
        { type: 'heading', text: 'Wat er in een notitie kan' },
        { type: 'bullet', text: '**Vette** en *cursieve* tekst, koppen, citaten en code' },
        { type: 'bullet', text: 'Lijsten zoals deze' },
        { type: 'task', text: 'Taken om af te vinken' },
        { type: 'task', text: 'Probeer het hier: vink deze af' },
      ],
    },
    {
      kind: 'message',
      text: 'Laat ergens in dit venster een bestand of foto los, of gebruik Bestanden toevoegen. Bestanden worden stuk voor stuk verzegeld, en een overdracht die wordt onderbroken gaat verder waar zij stopte. De plaats waar een foto is gemaakt, wordt vóór het verzegelen verwijderd. Ook de link hieronder wordt niet voor u geopend: de site komt niets te weten tot u hem opent.',
    },
    {
      kind: 'link',
      url: 'https://example.org/',
    },
    {
      kind: 'message',
      text: 'Maak een eigen Space en druk dan op Uitnodigen. De link is de sleutel: geef hem aan één persoon, op een manier die u vertrouwt. U kiest wat die persoon mag, tot wanneer, en hoe vaak de link werkt. Hij opent ook in een browser, zonder iets te installeren.',
    },
    {
      kind: 'message',
      text: 'De regel onder de naam van een Space zegt wie wat heeft: “Bijgewerkt met Bob”, of “Wacht op Bob (laptop)”. Er staat nooit meer dan Foyer weet. Zonder netwerk kunt u verder schrijven; wijzigingen worden uitgewisseld zodra u elkaar weer treft.',
    },
    {
      kind: 'message',
      text: 'Uw gegevens staan versleuteld op dit apparaat, en op de apparaten van de mensen met wie u een Space deelt. Een relay helpt apparaten elkaar te vinden en geeft verzegelde berichten door; een sleutel heeft hij niet. Hebt u deze Space niet meer nodig? Kies “Van dit apparaat verwijderen” wanneer u wilt.',
    },
  ],
}
