import { expect, test } from 'vitest'
import { createProxyTrust } from './clientAddress.ts'

test('nobody is believed about an address unless configured', () => {
  const { clientAddressOf } = createProxyTrust([])
  expect(clientAddressOf('127.0.0.1', '203.0.113.7')).toBe('127.0.0.1')
})

test('a configured proxy is believed, and what stands left of its entry is not', () => {
  const { clientAddressOf } = createProxyTrust(['127.0.0.1', '10.0.0.0/8', '::1'])
  expect(clientAddressOf('127.0.0.1', '198.51.100.1, 203.0.113.7')).toBe('203.0.113.7')
  expect(clientAddressOf('::1', '203.0.113.7, 10.1.2.3')).toBe('203.0.113.7')
  expect(clientAddressOf('::ffff:127.0.0.1', '203.0.113.7')).toBe('203.0.113.7')
  expect(clientAddressOf('203.0.113.9', '198.51.100.1')).toBe('203.0.113.9')
})

test('a garbled header leaves the address of the proxy', () => {
  const { clientAddressOf } = createProxyTrust(['127.0.0.1'])
  expect(clientAddressOf('127.0.0.1', 'unknown')).toBe('127.0.0.1')
  expect(clientAddressOf('127.0.0.1', '')).toBe('127.0.0.1')
})

test('a proxy that is no address is refused', () => {
  expect(() => createProxyTrust(['proxy.example'])).toThrow('not an address')
  expect(() => createProxyTrust(['10.0.0.0/99'])).toThrow()
})
