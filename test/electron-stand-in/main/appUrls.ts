import { state } from './state.ts'

/** `app://bundle/x` → `http://bundle.app.localhost/x`; everything else stays what it is. */
export function toChromium(url: string): string {
  const [, scheme = '', host = '', rest = ''] =
    /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(url) ?? []
  const isOurs = state.schemes.has(scheme.toLowerCase())
  return isOurs ? `http://${host}.${scheme.toLowerCase()}.localhost${rest || '/'}` : url
}

/** The way back. */
export function toElectron(url: string): string {
  const [, host = '', scheme = '', rest = ''] =
    /^http:\/\/([^/:?#]+)\.([a-z0-9+-]+)\.localhost(?=[/?#]|$)(.*)$/is.exec(url) ?? []
  return state.schemes.has(scheme) ? `${scheme}://${host}${rest}` : url
}

export const schemeOf = (url: string): string => url.split(':')[0]?.toLowerCase() ?? ''
