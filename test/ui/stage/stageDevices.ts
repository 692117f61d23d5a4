/** Three devices of Alice's; one of them was taken out when another took its place. */
export function createStageDevices(renewal: string) {
  let tell: (renewal: string) => void = () => {}
  const device = (digit: number, label: string, revoked = false) => ({
    deviceId: `${digit}`.repeat(22),
    label,
    self: digit === 0,
    addedAt: Date.UTC(2026, 8, 3 + digit),
    lastSeenAt: digit === 1 ? Date.UTC(2026, 10, 20, 9, 30) : null,
    spaces: revoked ? 0 : 2,
    revoked,
  })
  const devices = [device(0, 'Laptop'), device(1, 'Phone'), device(2, 'Laptop', true)]
  return {
    watch(_: unknown, emit: (value: unknown) => void) {
      tell = (now) => emit({ canAdd: true, devices, offer: null, renewal: now })
      tell(renewal)
      return () => {}
    },
    renew: async () => tell('none'),
  }
}
