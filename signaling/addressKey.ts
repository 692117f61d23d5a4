import { isIPv6 } from 'node:net'

/**
 * What quotas count by: an IPv4 address, or the /64 of an IPv6 address, because one subscriber gets
 * at least that many addresses (RFC 6177) and could use a fresh one for every connection.
 */
export function addressKey(address: string): string {
  const plain = address.split('%', 1)[0] ?? ''
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)
  if (mapped?.[1]) return mapped[1]
  return isIPv6(plain) ? `${firstFourGroups(plain).join(':')}::/64` : plain
}

function firstFourGroups(address: string): string[] {
  const [head = '', tail] = address.split('::')
  const left = groupsOf(head)
  const right = tail === undefined ? [] : groupsOf(tail)
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  return [...left, ...zeros, ...right].slice(0, 4)
}

function groupsOf(part: string): string[] {
  if (part === '') return []
  return part
    .split(':')
    .flatMap((group) => (group.includes('.') ? ['v4', 'v4'] : [group]))
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
}
