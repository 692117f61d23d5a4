import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { resolvePageFile, servePageFile } from './pageFiles.ts'

const outside = mkdtempSync(join(tmpdir(), 'foyer-pages-'))
const folder = join(outside, 'renderer')
mkdirSync(join(folder, 'assets'), { recursive: true })
writeFileSync(join(folder, 'desktop.html'), '<title>Foyer</title>')
writeFileSync(join(folder, 'assets/a-1b.js'), 'export {}')
writeFileSync(join(outside, 'secret.js'), 'secret')
afterAll(() => rmSync(outside, { recursive: true, force: true }))

test('a page and its files are served with the content security policy', async () => {
  const page = await servePageFile(folder, 'app://bundle/desktop.html?x#y')
  expect(page.status).toBe(200)
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(page.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; script-src 'self'/,
  )
  expect((await servePageFile(folder, 'app://bundle/assets/a-1b.js')).status).toBe(200)
})

test.each([
  'app://bundle/../secret.js',
  'app://bundle/..%2fsecret.js',
  'app://bundle/%2e%2e/secret.js',
  'app://bundle/%2e%2e%2fsecret.js',
  'app://bundle/assets/..%5c..%5csecret.js',
  'app://bundle/assets/....//secret.js',
  'app://bundle/%00desktop.html',
  'app://bundle/%E0%A4%A',
  'app://bundle//etc/passwd',
  'app://bundle/',
  'app://bundle/.env.js',
  'app://bundle/missing.js',
])('%s leads nowhere', async (url) => {
  const answer = await servePageFile(folder, url)
  expect(answer.status).toBe(404)
  expect(await answer.text()).not.toContain('secret')
})

test('a file of an unknown kind is not served', () => {
  expect(resolvePageFile(folder, 'app://bundle/desktop.map')).toBeUndefined()
})
