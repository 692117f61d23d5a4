/** Tags what is the same in every shell, and so is looked at in the browser host only. */
export const IN_ONE_SHELL = '@in-one-shell'
