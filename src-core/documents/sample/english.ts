import type { SampleSpace } from './sampleTypes.ts'

export const sampleInEnglish: Omit<SampleSpace, 'enamel'> = {
  name: 'Welcome to Foyer',
  items: [
    {
      kind: 'message',
      text: 'This is a Space: a room for you and the people you invite. Everything in it is sealed on your device before it leaves, and only the people in the Space can open it. In this one you are alone.',
    },
    {
      kind: 'message',
      text: 'Write below and press Post, or Ctrl Enter. Your own messages can be edited and deleted, and every item has a Comment button. What you did last is undone with Ctrl Z.',
    },
    {
      kind: 'note',
      title: 'A note, for what is meant to last',
      blocks: [
        {
          type: 'paragraph',
          text: 'Messages are said; notes are kept. Open this one and change it: several people can write in a note at once, and each sees where the others are.',
        },
        { type: 'heading', text: 'What a note can hold' },
        { type: 'bullet', text: '**Bold** and *italic* text, headings, quotes and code' },
        { type: 'bullet', text: 'Lists like this one' },
        { type: 'task', text: 'Tasks to tick off' },
        { type: 'task', text: 'Try it here: tick this one' },
      ],
    },
    {
      kind: 'message',
      text: 'Drop a file or a picture anywhere in this window, or use Attach files. Files are sealed piece by piece, and a transfer that is cut off goes on where it stopped. The place where a picture was taken is removed before it is sealed. The link below is not opened for you either: its site learns nothing until you open it.',
    },
    {
      kind: 'link',
      url: 'https://example.org/',
    },
    {
      kind: 'message',
      text: 'Make a Space of your own, then press Invite. A link is the key: give it to one person, by a way you trust. You choose what that person may do, until when, and how often the link works. It also opens in a browser, without installing anything.',
    },
    {
      kind: 'message',
      text: 'The line beneath the name of a Space says who has what: “Up to date with Bob”, or “Waiting for Bob’s laptop”. It never says more than Foyer knows. Without a network you can go on writing; changes are exchanged when you meet again.',
    },
    {
      kind: 'message',
      text: 'Your data is on this device, encrypted, and on the devices of the people you share a Space with. A relay helps devices to find each other and passes on sealed messages; it has no key. You no longer need this Space? Choose “Remove from this device” when you like.',
    },
  ],
}
