/** For `expect.poll`: a machine that runs other tests too may take its time. */
export const soon = { timeout: 60_000 } as const
