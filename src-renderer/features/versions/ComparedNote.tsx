import { UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ComparedLine, Comparison, Words } from './compareNotes.ts'
import { type Run, runsOf } from './runsOfLines.ts'
import css from './versions.module.css'

/** Two states of a note in one: what is new is underlined, what is gone is struck through, and both say so. */
export function ComparedNote({ comparison }: { readonly comparison: Comparison }) {
  return (
    <article className={css.sheet}>
      {runsOf(comparison.lines).map((run) => (
        <RunOfLines key={run.from} run={run} />
      ))}
    </article>
  )
}

function RunOfLines({ run }: { readonly run: Run }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  if (run.hidden && !open && run.lines.length > 1) {
    return (
      <UnstyledButton className={css.unchanged} onClick={() => setOpen(true)}>
        {t('versions.unchanged', { count: run.lines.length })}
      </UnstyledButton>
    )
  }
  // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place.
  return run.lines.map((line, index) => <Line key={run.from + index} compared={line} />)
}

const SIGNS = { same: '', added: '+', removed: '−', words: '±', form: '≈' } as const

function Line({ compared }: { readonly compared: ComparedLine }) {
  const { t } = useTranslation()
  const { change, line, words } = compared
  const { kind, level, done } = line
  return (
    <div
      className={css.line}
      data-change={change}
      data-kind={kind}
      data-level={level || undefined}
      data-done={done || undefined}
    >
      <span className={css.sign} aria-hidden>
        {SIGNS[change]}
      </span>
      <p dir="auto">
        {change === 'form' && <span className={css.said}>{t('versions.formMark')} </span>}
        {change === 'same'
          ? line.text
          : // biome-ignore lint/suspicious/noArrayIndexKey: words have no identity but their place.
            words.map((one, index) => <Piece key={index} words={one} />)}
      </p>
    </div>
  )
}

function Piece({ words: { change, text } }: { readonly words: Words }) {
  const { t } = useTranslation()
  if (change === 'same') return text
  const Tag = change === 'added' ? 'ins' : 'del'
  return (
    <Tag className={css[change]}>
      <span className={css.said}>
        {change === 'added' ? t('versions.addedMark') : t('versions.removedMark')}{' '}
      </span>
      {text}
      <span className={css.said}>
        {' '}
        {change === 'added' ? t('versions.addedEnd') : t('versions.removedEnd')}
      </span>
    </Tag>
  )
}
