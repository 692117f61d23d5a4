import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { root } from '../../resources/buildOptions.ts'
import { emptyWasmFunctions } from '../../resources/emptyWasmFunctions.ts'
import { readSodium } from '../../resources/sodiumWasm.ts'
import { keepUsedWrappers } from '../../resources/sodiumWrappers.ts'

const script = readFileSync(`${root}/node_modules/libsodium/dist/modules-esm/libsodium.mjs`, 'utf8')
const { literal, source, names } = readSodium(script)

type Call = (...args: number[]) => number

/** 64 bits in two halves. */
const LENGTH = [100, 0]

/** The module by itself: its functions by their names in C, and its memory. */
async function start(bytes: Uint8Array<ArrayBuffer>) {
  const module = await WebAssembly.compile(bytes)
  const imports: Record<string, Record<string, () => number>> = {}
  for (const { module: from, name } of WebAssembly.Module.imports(module))
    imports[from] = { ...imports[from], [name]: () => 0 }
  const { exports } = await WebAssembly.instantiate(module, imports)
  const memory = Object.values(exports).find((one) => one instanceof WebAssembly.Memory)
  const byName = new Map(
    [...names].map(([short, name]) => [name, (exports as Record<string, Call>)[short] as Call]),
  )
  const call = (name: string, ...args: number[]) => (byName.get(name) as Call)(...args)
  const put = (length: number, value = 0) => {
    const at = call('malloc', length)
    new Uint8Array((memory as WebAssembly.Memory).buffer).fill(value, at, at + length)
    return at
  }
  const read = (at: number, length: number) =>
    Buffer.from(new Uint8Array((memory as WebAssembly.Memory).buffer, at, length)).toString('hex')
  call('sodium_init')
  return { call, put, read }
}

/** Every function that src-core/crypto calls, once, and the test that the library makes of itself. */
async function everything(bytes: Uint8Array<ArrayBuffer>) {
  const { call, put, read } = await start(bytes)
  const seed = put(32, 7)
  const text = put(100, 9)
  const [pk, sk, signature] = [put(32), put(64), put(64)]
  const [hash, curvePk, curveSk, shared] = [put(32), put(32), put(32), put(32)]
  const [boxPk, boxSk, sealed, opened] = [put(32), put(32), put(148), put(100)]
  const [secret2, plain2] = [put(116), put(100)]
  const [nonce, secret, plain] = [put(24, 3), put(116), put(100)]
  const told = [
    call('crypto_generichash', hash, 32, text, ...LENGTH, seed, 32),
    call('crypto_sign_seed_keypair', pk, sk, seed),
    call('crypto_sign_detached', signature, 0, text, ...LENGTH, sk),
    call('crypto_sign_verify_detached', signature, text, ...LENGTH, pk),
    call('crypto_sign_ed25519_pk_to_curve25519', curvePk, pk),
    call('crypto_sign_ed25519_sk_to_curve25519', curveSk, sk),
    call('crypto_scalarmult', shared, curveSk, curvePk),
    call('crypto_box_seed_keypair', boxPk, boxSk, seed),
    call('crypto_box_seal', sealed, text, ...LENGTH, boxPk),
    call('crypto_box_seal_open', opened, sealed, 148, 0, boxPk, boxSk),
    call(
      'crypto_aead_xchacha20poly1305_ietf_encrypt',
      ...[secret, 0, text, ...LENGTH, text, 10, 0, 0, nonce, seed],
    ),
    call(
      'crypto_aead_xchacha20poly1305_ietf_decrypt',
      ...[plain, 0, 0, secret, 116, 0, text, 10, 0, nonce, seed],
    ),
    call('crypto_secretbox_easy', secret2, text, ...LENGTH, nonce, seed),
    call('crypto_secretbox_open_easy', plain2, secret2, 116, 0, nonce, seed),
  ]
  const written = [
    hash,
    pk,
    signature,
    curvePk,
    curveSk,
    shared,
    boxPk,
    secret,
    opened,
    plain,
    secret2,
    plain2,
  ]
  return { told, written: written.map((at) => read(at, 32)), signature: read(signature, 64) }
}

test('what is left of libsodium does everything that src-core/crypto asks of it', async () => {
  const whole = await everything(Uint8Array.from(Buffer.from(literal, 'base64')))
  expect(whole.told.every((code) => code === 0)).toBe(true)
  expect(await everything(source)).toEqual(whole)
})

test('what is left is a third smaller, and what was left out traps', async () => {
  expect(source.length).toBeLessThan(Buffer.from(literal, 'base64').length * 0.67)
  const { call, put } = await start(source)
  expect(() => call('crypto_hash_sha3256', put(32), put(32), 32, 0)).toThrow(
    WebAssembly.RuntimeError,
  )
})

test('a module with an instruction that is not known is refused', () => {
  // One function without parameters whose body is the reserved opcode 0x06.
  const head = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
  const sections = [
    1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 0x61, 0, 0, 10, 5, 1, 3, 0, 6, 0x0b,
  ]
  const odd = Uint8Array.from([...head, ...sections])
  expect(() => emptyWasmFunctions(odd, () => true)).toThrow('not known')
})

test('the library’s script hands out what is used of crypto, and all that is no part of it', () => {
  const file = `${root}/node_modules/libsodium-wrappers/dist/modules-esm/libsodium-wrappers.mjs`
  const whole = readFileSync(file, 'utf8')
  const left = keepUsedWrappers(whole, (name) => name === 'crypto_sign_detached')
  const [names, functions] = [left, whole].map((code) => {
    const lists = /=\[((?:"\w+",)+"\w+")\],\w+=\[([^\]]+)\]/.exec(code)
    const pairs = (lists?.[1] ?? '').split(',').map((name, i) => [name, lists?.[2]?.split(',')[i]])
    return new Map(pairs as [string, string][])
  }) as [Map<string, string>, Map<string, string>]
  expect(names.get('"crypto_sign_detached"')).toBe(functions.get('"crypto_sign_detached"'))
  expect([...names.keys()].filter((name) => name.startsWith('"crypto_'))).toHaveLength(1)
  expect(names.has('"randombytes_uniform"')).toBe(true)
  expect(() => keepUsedWrappers('export default 1', () => true)).toThrow('no longer')
})
