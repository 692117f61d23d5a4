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
  useMailbox: 'Use the mailbox of relays',
  useMailboxHint:
    'A relay with a mailbox keeps what people miss who are away, sealed and for a time. It sees when something came and how large it is. Without it, changes go from device to device only while both are here; what lies there already stays until its time is over.',
  noMailbox:
    'None of your relays offers a mailbox now: people receive your changes while both of you are here.',
  relayMailbox_one: 'Has a mailbox: keeps sealed changes for {{count}} day.',
  relayMailbox_other: 'Has a mailbox: keeps sealed changes for {{count}} days.',
  recipients: 'Who passes your data on',
  recipientsHint:
    'Only these, and the devices of the people in your Spaces. They see addresses, times and sizes, and nothing of the content.',
  relayHere: 'Relay inside this app, on this device',
  relayNowhere: 'Relay. It does not say where it is.',
  relayIn: 'Relay. It says that it is here: {{region}}',
  relayBy: 'It says that it is run by: {{operator}}',
  turnServer: 'TURN server, named by your relay: passes sealed data on between you and others',
  safety: 'Lock',
  lockHint: 'Nothing is sent or received while Foyer is locked.',
  lock: 'Lock now',
}
