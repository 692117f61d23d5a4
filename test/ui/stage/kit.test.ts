import { expect, test } from 'vitest'
import { DESKTOP, withStage } from './withStage.ts'

const stage = withStage()

test.for(['A4', 'Letter'] as const)(
  'the kit is one page of %s, its words in three columns',
  async (format) => {
    const page = await stage.open('kit', { viewport: DESKTOP })
    await page.getByRole('button', { name: 'Show the words' }).click()
    const words = page.getByRole('region', { name: 'Recovery kit of Alice' }).getByRole('listitem')
    await expect.poll(() => words.count(), { timeout: 60_000 }).toBe(18)
    const pdf = await page.pdf({
      format,
      margin: { top: '15mm', left: '15mm', right: '15mm', bottom: '15mm' },
    })
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    await page.emulateMedia({ media: 'print' })
    const lefts = await words.evaluateAll((all) =>
      all.map((one) => one.getBoundingClientRect().left),
    )
    expect(new Set(lefts).size).toBe(3)
    // Read downwards.
    expect(new Set(lefts.slice(0, 6)).size).toBe(1)
    await page.emulateMedia({ media: null })
  },
)
