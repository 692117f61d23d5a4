export const notices = {
  equivocation:
    '<b>What comes from <bdi>{{owner}}</bdi> no longer counts.</b> It was proven to tell different people different things. What it wrote before that stays.',
  forked:
    '<b><bdi>{{owner}}</bdi> goes on from an old backup.</b> Nothing new from it counts until that device is added again.',
  restored:
    '<b><bdi>{{owner}}</bdi> came back from a backup.</b> What it had lost and others still have comes back from them.',
  setAside:
    '<b>Some of what came from <bdi>{{owner}}</bdi> was set aside here.</b> It had written two histories; the one that counts is now here too.',
  quarantined:
    '<b>Held: a change from <bdi>{{owner}}</bdi>.</b> It ended Foyer here twice. The rest of this Space goes on.',
  selfRestored:
    '<b>This device came back from a backup.</b> What it had lost and others still have comes back from them.',
  selfForked:
    '<b>This device goes on from an old backup.</b> What it writes does not reach the others. Add it again as a new device.',
  retry: 'Try it again',
  drop: 'Leave it out here',
}
