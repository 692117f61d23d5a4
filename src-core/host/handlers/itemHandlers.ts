import { PIECE_BYTES } from '../../base/framePieces.ts'
import type { FoyerContract } from '../../bridge/contract.ts'
import type { Handlers } from '../../bridge/types.ts'
import { live } from '../live.ts'
import type { RuntimeSource } from './context.ts'

type All = Handlers<FoyerContract>

export function createCommentHandlers(runtime: RuntimeSource): All['comments'] {
  return {
    list: ({ spaceId, itemId }) => runtime().space(spaceId).feed.comments(itemId),
    add: ({ spaceId, itemId, text }) => ({
      commentId: runtime().space(spaceId).actions.addComment(itemId, text),
    }),
    edit: ({ spaceId, commentId, text }) =>
      runtime().space(spaceId).actions.editComment(commentId, text),
    remove: ({ spaceId, commentId }) => runtime().space(spaceId).actions.binComment(commentId),
  }
}

export function createBodyHandlers(runtime: RuntimeSource): All['bodies'] {
  return {
    open: ({ spaceId, itemId }, sink) => runtime().space(spaceId).bodies.open(itemId, sink.emit),
    update: ({ spaceId, ...change }) => runtime().space(spaceId).bodies.update(change),
    presence: ({ spaceId, itemId, update }) =>
      runtime().space(spaceId).bodies.presence(itemId, update),
  }
}

export function createFileHandlers(runtime: RuntimeSource): All['files'] {
  return {
    begin: ({ spaceId, ...description }) => ({
      fileId: runtime().space(spaceId).files.begin(description),
      pieceBytes: PIECE_BYTES,
    }),
    finish: async ({ spaceId, fileId, text }) => ({
      itemId: await runtime().space(spaceId).files.finish(fileId, text),
    }),
    cancel: ({ spaceId, fileId }) => runtime().space(spaceId).files.cancel(fileId),
    pause: ({ spaceId, fileId }) => runtime().space(spaceId).files.pause(fileId),
    resume: ({ spaceId, fileId }) => runtime().space(spaceId).files.resume(fileId),
    watch({ spaceId }, sink) {
      const { files } = runtime().space(spaceId)
      return live(sink, [files.onTransfers], () => [...files.transfers()])
    },
  }
}

export function createSearchHandlers(runtime: RuntimeSource): All['search'] {
  return {
    async find({ text, spaceId, limit }) {
      await runtime().indexed()
      const { profile, space } = runtime()
      return profile.storage.feed
        .search(text, spaceId, limit)
        .map((hit) => ({ ...hit, spaceName: space(hit.spaceId).row().name }))
    },
  }
}
