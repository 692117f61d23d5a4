import '@mantine/tiptap/styles.layer.css'
import { RichTextEditor, type RichTextEditorLabels } from '@mantine/tiptap'
import { useEditor } from '@tiptap/react'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { useSpace } from '../feed/SpaceContext.tsx'
import { watchCarets } from './carets.ts'
import css from './NoteEditor.module.css'
import { noteExtensions } from './noteExtensions.ts'

interface Props {
  readonly doc: Y.Doc
  readonly awareness: Awareness
}

/** The editor of a note, bound to the live document. Loaded only when somebody writes. */
export default function NoteEditor({ doc, awareness }: Props) {
  const { t } = useTranslation()
  const { view } = useSpace()
  const { name, enamel } = view.self
  const extensions = useMemo(
    () =>
      noteExtensions({
        doc,
        awareness,
        user: { name, enamel },
        placeholder: t('notes.placeholder'),
      }),
    [doc, awareness, name, enamel, t],
  )
  const editor = useEditor(
    {
      extensions,
      // The page's policy forbids styles in elements; NoteEditor.module.css has them.
      injectCSS: false,
      // Known nodes only: what the schema cannot hold never reaches this editor.
      enableContentCheck: true,
      editorProps: {
        attributes: {
          'aria-label': t('notes.body'),
          'aria-multiline': 'true',
          role: 'textbox',
          class: css.text ?? '',
        },
      },
    },
    [extensions],
  )
  useEffect(() => watchCarets(awareness), [awareness])
  useEffect(() => {
    // A new note begins with its title, which has the focus already.
    const inTitle = document.activeElement?.tagName === 'INPUT'
    if (editor && !inTitle) requestAnimationFrame(() => editor.commands.focus('end'))
  }, [editor])

  return (
    <RichTextEditor
      editor={editor}
      variant="subtle"
      labels={useLabels()}
      withTypographyStyles={false}
      withCodeHighlightStyles={false}
      classNames={{
        root: css.root ?? '',
        toolbar: css.toolbar ?? '',
        content: css.content ?? '',
        control: css.control ?? '',
      }}
    >
      <RichTextEditor.Toolbar role="toolbar" aria-label={t('notes.toolbar')}>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.Bold />
          <RichTextEditor.Italic />
          <RichTextEditor.Underline />
          <RichTextEditor.Strikethrough />
          <RichTextEditor.Code />
        </RichTextEditor.ControlsGroup>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.H2 />
          <RichTextEditor.H3 />
          <RichTextEditor.BulletList />
          <RichTextEditor.OrderedList />
          <RichTextEditor.TaskList />
          <RichTextEditor.Blockquote />
          <RichTextEditor.Hr />
        </RichTextEditor.ControlsGroup>
        <RichTextEditor.ControlsGroup>
          <RichTextEditor.Undo />
          <RichTextEditor.Redo />
        </RichTextEditor.ControlsGroup>
      </RichTextEditor.Toolbar>
      <RichTextEditor.Content />
    </RichTextEditor>
  )
}

function useLabels(): Partial<RichTextEditorLabels> {
  const { t } = useTranslation()
  return {
    boldControlLabel: t('notes.bold'),
    italicControlLabel: t('notes.italic'),
    underlineControlLabel: t('notes.underline'),
    strikeControlLabel: t('notes.strike'),
    codeControlLabel: t('notes.code'),
    h2ControlLabel: t('notes.heading'),
    h3ControlLabel: t('notes.subheading'),
    bulletListControlLabel: t('notes.bullets'),
    orderedListControlLabel: t('notes.numbers'),
    tasksControlLabel: t('notes.tasks'),
    blockquoteControlLabel: t('notes.quote'),
    hrControlLabel: t('notes.rule'),
    undoControlLabel: t('notes.undo'),
    redoControlLabel: t('notes.redo'),
  }
}
