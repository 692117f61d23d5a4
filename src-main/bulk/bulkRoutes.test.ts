import { describe, expect, it } from 'vitest'
import { FoyerError } from '../../src-core/base/errors.ts'
import type { BulkHost } from './bulkHost.ts'
import { parseByteRange } from './byteRange.ts'
import { createBulkRoutes } from './createBulkRoutes.ts'

const space = 's'.repeat(43)
const file = 'f'.repeat(22)
const content = Uint8Array.from({ length: 3_000_000 }, (_, i) => i % 253)

function setUp() {
  const put: unknown[] = []
  const errors: unknown[] = []
  const host: BulkHost = {
    putPiece: (...args) => void put.push(args),
    readPiece: (_space, _file, offset, length) => content.subarray(offset, offset + length),
    fileInfo: (_space, id) => {
      if (id !== file) throw new FoyerError('NOT_FOUND')
      return { name: 'Zoë’s "plan" (1).html', sizeBytes: content.length }
    },
    takeFrames: () => new Uint8Array([0, 0, 0, 1, 9]),
    putFrames: () => {
      throw new Error('secret')
    },
  }
  const routes = createBulkRoutes(host, (error) => errors.push(error))
  const ask = async (path: string, init: RequestInit = {}) => {
    const { status, headers, body } = await routes(
      new Request(`http://127.0.0.1/bulk/${path}`, init),
    )
    return new Response(body as BodyInit | null, { status, headers })
  }
  return { ask, put, errors }
}

describe('the bulk routes', () => {
  it('hand over a piece and read one', async () => {
    const { ask, put } = setUp()
    const piece = new Uint8Array([1, 2])
    const answer = await ask(`files/${space}/${file}?offset=7`, { method: 'PUT', body: piece })
    expect(answer.status).toBe(204)
    expect(put).toEqual([[space, file, 7, piece]])
    const read = await ask(`files/${space}/${file}?offset=10&length=5`)
    expect(await read.bytes()).toEqual(content.slice(10, 15))
    const frames = await ask(`frames/${file}`)
    expect(await frames.bytes()).toEqual(new Uint8Array([0, 0, 0, 1, 9]))
  })

  it('serve a file so that it cannot act as a page', async () => {
    const { ask } = setUp()
    const answer = await ask(`download/${space}/${file}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-length')).toBe('3000000')
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
    expect(answer.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''Zo%C3%AB%E2%80%99s%20%22plan%22%20%281%29.html",
    )
    expect(Buffer.from(await answer.bytes()).equals(content)).toBe(true)
  })

  it.each([
    ['bytes=0-0', 206, 0, 1],
    ['bytes=2999999-', 206, 2_999_999, 3_000_000],
    ['bytes=-5', 206, 2_999_995, 3_000_000],
    ['bytes=5-2', 200, 0, 3_000_000],
  ])('answer the range %s', async (range, status, start, end) => {
    const { ask } = setUp()
    const answer = await ask(`download/${space}/${file}`, { headers: { range } })
    expect(answer.status).toBe(status)
    expect(Buffer.from(await answer.bytes()).equals(content.subarray(start, end))).toBe(true)
  })

  it('refuse a range beyond the file, ids that are none, and what is not there', async () => {
    const { ask } = setUp()
    const beyond = await ask(`download/${space}/${file}`, { headers: { range: 'bytes=3000000-' } })
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */3000000'])
    expect((await ask(`files/${space}/..%2f?offset=0&length=1`)).status).toBe(400)
    expect((await ask(`files/${space}/${file}?offset=-1&length=1`)).status).toBe(400)
    expect((await ask(`files/${space}/${file}?length=1`)).status).toBe(400)
    const gone = await ask(`download/${space}/${'g'.repeat(22)}`)
    expect([gone.status, (await gone.json()).code]).toEqual([404, 'NOT_FOUND'])
    expect((await ask(`files/${space}/${file}`, { method: 'DELETE' })).status).toBe(404)
  })

  it('refuse a body that is larger than a piece', async () => {
    const { ask, put } = setUp()
    const body = new Uint8Array(1024 * 1024 + 64 * 1024 + 1)
    const answer = await ask(`files/${space}/${file}?offset=0`, { method: 'PUT', body })
    expect([answer.status, put.length]).toEqual([413, 0])
  })

  it('say nothing of an error inside, and tell the host', async () => {
    const { ask, errors } = setUp()
    const answer = await ask(`frames/${file}`, { method: 'PUT', body: new Uint8Array(1) })
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toContain('secret')
    expect(errors).toHaveLength(1)
  })
})

it('a range of an empty file cannot be satisfied', () => {
  expect(parseByteRange('bytes=0-', 0)).toBe('unsatisfiable')
  expect(parseByteRange('bytes=a-b', 10)).toBeUndefined()
  expect(parseByteRange(null, 10)).toBeUndefined()
})
