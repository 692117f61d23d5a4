import type { AnyExtension } from '@tiptap/core'
import Collaboration from '@tiptap/extension-collaboration'
import CollaborationCaret from '@tiptap/extension-collaboration-caret'
import { TaskItem, TaskList } from '@tiptap/extension-list'
import { Placeholder } from '@tiptap/extensions'
import StarterKit from '@tiptap/starter-kit'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { BODY_ROOT } from '../../../src-core/documents/bodies.ts'
import { type CaretUser, renderCaret, selectionOf } from './carets.ts'

export interface NoteExtensionsOptions {
  readonly doc: Y.Doc
  readonly awareness: Awareness
  readonly user: CaretUser
  readonly placeholder: string
}

/** The schema of version 1 (KNOWN_NODES, KNOWN_MARKS), bound to a document and its cursors. */
export function noteExtensions(options: NoteExtensionsOptions): AnyExtension[] {
  const { doc, awareness, user, placeholder } = options
  return [
    StarterKit.configure({
      // Undo belongs to the collaboration: one's own changes only.
      undoRedo: false,
      link: {
        openOnClick: false,
        autolink: true,
        isAllowedUri: (address) => /^https?:\/\//i.test(address),
        HTMLAttributes: { target: '_blank', rel: 'noopener noreferrer' },
      },
      trailingNode: false,
    }),
    TaskList,
    TaskItem.configure({ nested: true }),
    Placeholder.configure({ placeholder }),
    Collaboration.configure({ document: doc, field: BODY_ROOT }),
    CollaborationCaret.configure({
      provider: { awareness },
      user: { ...user, client: awareness.clientID },
      render: renderCaret,
      selectionRender: selectionOf,
    }),
  ]
}
