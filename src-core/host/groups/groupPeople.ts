import type { SpacePeople } from '../space/spacePeople.ts'

const nothing = () => {}

/**
 * The people of a hidden group are who they are in its Space: one is told there, and nowhere else, how
 * somebody is called, so no card is kept, sent or taken a second time (WS-18, X-3).
 */
export const createGroupPeople = (space: SpacePeople): SpacePeople => ({
  ...space,
  cards: () => [],
  receive: nothing,
  letIn: nothing,
  introduce: nothing,
  introduceDevice: nothing,
  disclosedTo: nothing,
})
