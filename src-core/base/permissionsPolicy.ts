/**
 * What of the device the pages of Foyer may ask for, wherever they are served from; a frame in them may ask
 * for nothing. The camera is for calls and for QR codes; it is used after a press on a button only.
 */
export const PERMISSIONS_POLICY = [
  'camera=(self)',
  'microphone=(self)',
  'display-capture=(self)',
  'fullscreen=(self)',
  'clipboard-write=(self)',
  'geolocation=()',
  'payment=()',
  'usb=()',
  'serial=()',
  'browsing-topics=()',
].join(', ')
