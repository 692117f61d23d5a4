export const scan = {
  open: 'Scan with the camera',
  stop: 'Stop the camera',
  picture: 'What the camera sees',
  starting: 'Starting the camera. You may be asked whether Foyer may use it.',
  looking: 'Hold the QR code in front of the camera. The picture stays on this device.',
  read: 'The code was read.',
  failure: {
    denied:
      'The camera is not allowed here. Allow it in the browser or the system, or paste the text instead.',
    missing: 'No camera was found. Paste the text instead.',
    busy: 'Another program has the camera, or it was taken away. Close that program, or paste the text instead.',
    failed: 'The camera could not be used. Paste the text instead.',
  },
}
