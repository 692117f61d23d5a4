import { useEffect, useRef } from 'react'
import type { AppStatus } from '../../../src-core/bridge/contract.ts'
import type { Connection } from '../../state/client.ts'
import { failureOf } from '../../state/failure.ts'
import { HostAwayProvider } from '../../state/HostAwayProvider.tsx'
import { focusIfFree } from '../../state/useFocusHeir.ts'
import { useHostBegun } from '../../state/useHostBegun.ts'
import { useStream } from '../../state/useStream.ts'
import { ConnectionLost, Opening, ProfileFailed } from '../entrance/Closed.tsx'
import { FirstRun } from '../entrance/FirstRun.tsx'
import { Unlock } from '../entrance/Unlock.tsx'
import { Frame } from './Frame.tsx'
import { Providers } from './Providers.tsx'
import { Reconnecting } from './Reconnecting.tsx'

interface Props {
  readonly connection: Connection
  /** The host was away and is being called again; what is on the page stays. */
  readonly reconnecting?: boolean
}

/** The whole app of the desktop and of the browser host. */
export function FoyerApp({ connection, reconnecting = false }: Props) {
  return (
    <Providers connection={connection} keep>
      <HostAwayProvider away={reconnecting}>
        <Reconnecting away={reconnecting}>
          <Phases />
        </Reconnecting>
      </HostAwayProvider>
    </Providers>
  )
}

function Phases() {
  const { value: status, error } = useStream('app', 'status', undefined)
  useFocusOnPhase(status)
  useHostBegun(status?.phase === 'ready' ? status.self.deviceId : undefined)
  if (!status) return error ? <ConnectionLost /> : <Opening />
  switch (status.phase) {
    case 'starting':
      return <Opening />
    case 'firstRun':
      return <FirstRun needsPassphrase={status.needsPassphrase} />
    case 'locked':
      return <Unlock status={status} />
    case 'ready':
      return <Frame key={status.self.deviceId} status={status} />
    case 'failed':
      return <ProfileFailed failure={failureOf(status.failure.code)} />
  }
}

/** Whoever has come in, or has been shown out, goes on with the keyboard there; not where a page has just been opened. */
function useFocusOnPhase(status: AppStatus | undefined): void {
  const phase = status?.phase === 'ready' ? status.self.deviceId : status?.phase
  const before = useRef<string>(undefined)
  useEffect(() => {
    const isFirst = before.current === undefined || before.current === 'starting'
    before.current = phase
    if (!isFirst)
      focusIfFree(document.querySelector<HTMLElement>('main[tabindex="-1"]') ?? undefined)
  }, [phase])
}
