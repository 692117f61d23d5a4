export const settings = {
  title: 'Settings',
  you: 'You',
  name: 'Name shown to others',
  nameHint: 'People in your Spaces see this name.',
  saved: 'The name is saved.',
  device: 'This device',
  look: 'Appearance',
  theme: 'Theme',
  light: 'Light',
  dark: 'Dark',
  system: 'Like the system',
  language: 'Language',
  keys: 'Keyboard',
  singleKeys: 'Single keys',
  singleKeysHint:
    'C, E and Delete on an item of the feed, and ? for the list of shortcuts. They never work while you write.',
  network: 'Network',
  hideAddress: 'Hide my address',
  hideAddressHint:
    'Others reach you only over your relay’s TURN server, never directly. It sees both addresses, but nothing of what you say. Slower.',
  hideAddressAlone:
    'None of your relays offers a TURN server: nobody can reach you until one does, or until you switch this off.',
  safety: 'Lock',
  lockHint: 'Nothing is sent or received while Foyer is locked.',
  lock: 'Lock now',
}
