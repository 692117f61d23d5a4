export const notices = {
  equivocation:
    '<b>What comes from <bdi>{{owner}}</bdi> no longer counts.</b> It was proven to tell different people different things. What it wrote before that stays.',
  forked:
    '<b><bdi>{{owner}}</bdi> goes on from an old backup.</b> Nothing new from it counts until it has become a new device, which it does by itself.',
  restored:
    '<b><bdi>{{owner}}</bdi> came back from a backup.</b> What it had lost and others still have comes back from them.',
  setAside:
    '<b>Some of what came from <bdi>{{owner}}</bdi> was set aside here.</b> That device had written two histories, and the other one counts.',
  refusedSnapshot:
    '<b>A signed copy from <bdi>{{owner}}</bdi> was not taken here.</b> It says something else than what people wrote. Nothing changed here; whoever joins later may be given it.',
  quarantined:
    '<b>Held: a change from <bdi>{{owner}}</bdi>.</b> It ended Foyer here twice. The rest of this Space goes on.',
  selfRestored:
    '<b>This device came back from a backup.</b> What it had lost and others still have comes back from them.',
  selfForked: {
    soon: '<b>This device went on from an old backup.</b> It becomes a new device by itself in a moment; what was written here comes along.',
    waiting:
      '<b>This device went on from an old backup.</b> It becomes a new device by itself once somebody is online who has what it wrote before. What was written here stays, and comes along.',
    asking:
      '<b>This device went on from an old backup.</b> It can become a new device now; what was written here comes along. Somebody who is away may have more of what it wrote before; that would be set aside.',
    refused:
      '<b>What this device writes no longer counts.</b> It was proven to tell different people different things. Take it out with another of your devices, and add it again.',
  },
  ownVoid:
    '<b>Some of what you wrote on this device is not in this Space.</b> You had been removed or given another role before it reached the others. It does not count with anybody, and is not shown.',
  undone: {
    remove: '<b><bdi>{{actor}}</bdi> tried to remove <bdi>{{whom}}</bdi>.</b> It does not count.',
    role: '<b><bdi>{{actor}}</bdi> tried to change the role of <bdi>{{whom}}</bdi>.</b> It does not count.',
    transfer:
      '<b><bdi>{{actor}}</bdi> tried to make <bdi>{{whom}}</bdi> the owner.</b> It does not count.',
    letIn: '<b><bdi>{{actor}}</bdi> let <bdi>{{whom}}</bdi> in.</b> It does not count.',
    invite: '<b><bdi>{{actor}}</bdi> made an invitation link.</b> It lets nobody in.',
  },
  because: {
    removed: '<bdi>{{by}}</bdi> removed <bdi>{{actor}}</bdi> meanwhile, and that counts.',
    role: '<bdi>{{by}}</bdi> gave <bdi>{{actor}}</bdi> another role meanwhile, and that counts.',
    device: '<bdi>{{by}}</bdi> took out the device it was done on meanwhile, and that counts.',
    revoked: '<bdi>{{by}}</bdi> revoked the link meanwhile, and that counts.',
    otherwise: '<bdi>{{by}}</bdi> decided otherwise meanwhile, and that counts.',
  },
  renew: 'Become a new device',
  retry: 'Try it again',
  drop: 'Leave it out here',
}
