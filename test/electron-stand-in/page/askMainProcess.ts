/**
 * Runs in the page's own world as source text: what Electron's main process decides is asked there
 * before Chromium decides.
 */
export function askMainProcess(askName: string, openName: string) {
  const ask = (permission: string) =>
    new Promise<boolean>((resolve) => {
      const id = crypto.randomUUID()
      document.addEventListener(
        askName + id,
        (event) => {
          event.stopImmediatePropagation()
          resolve((event as CustomEvent<boolean>).detail)
        },
        { once: true, capture: true },
      )
      document.dispatchEvent(new CustomEvent(askName, { detail: { id, permission } }))
    })

  const devices = navigator.mediaDevices as MediaDevices | undefined
  if (devices) {
    const getUserMedia = devices.getUserMedia.bind(devices)
    devices.getUserMedia = async (constraints) => {
      if (await ask('media')) return getUserMedia(constraints)
      throw new DOMException('Permission denied', 'NotAllowedError')
    }
    devices.getDisplayMedia = async () => {
      // Electron without a display media handler.
      throw new DOMException('Not supported', 'NotSupportedError')
    }
  }
  // Chromium would hold the page until the new window's debuggers are done with it.
  window.open = (url) => {
    const opening = { url: new URL(String(url), location.href).href }
    document.dispatchEvent(new CustomEvent(openName, { detail: opening }))
    return null
  }
  if (typeof Notification !== 'undefined') {
    Notification.requestPermission = async () =>
      (await ask('notifications')) ? 'granted' : 'denied'
  }
  if (navigator.geolocation) {
    navigator.geolocation.getCurrentPosition = (_found, refused) => {
      void ask('geolocation').then((granted) => {
        const message = granted ? '[stand-in] no position' : 'User denied Geolocation'
        refused?.({ code: 1, message } as GeolocationPositionError)
      })
    }
  }
}
