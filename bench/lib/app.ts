/** What a person does, as the end-to-end tests do it. */
export { expect } from '@playwright/test'
export {
  article,
  chooseFiles,
  createSpace,
  feed,
  firstRun,
  invite,
  join,
  openSpace,
  post,
  syncLine,
} from '../../test/e2e/steps.ts'
