import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react'
import { type Dialog, parseRoute, type Route } from './routes.ts'

interface Router {
  readonly route: Route
  /** What lies over the page; never in the history, because a link in it is a secret. */
  readonly dialog: Dialog | undefined
  go(route: Route): void
  back(): void
  open(dialog: Dialog): void
  close(): void
}

const RouterContext = createContext<Router | undefined>(undefined)

/** The address stays what it is: routes live in the history's state, so no id is ever in a URL. */
const address = () => `${window.location.pathname}${window.location.search}`

export function RouterProvider({ children }: { readonly children: ReactNode }) {
  const [route, setRoute] = useState<Route>(() => parseRoute(window.history.state))
  const [dialog, setDialog] = useState<Dialog>()

  useEffect(() => {
    const onPop = (event: PopStateEvent) => {
      setDialog(undefined)
      setRoute(parseRoute(event.state))
    }
    window.addEventListener('popstate', onPop)
    return () => window.removeEventListener('popstate', onPop)
  }, [])

  const go = useCallback((next: Route) => {
    window.history.pushState({ foyer: next }, '', address())
    setDialog(undefined)
    setRoute(next)
  }, [])
  const back = useCallback(() => window.history.back(), [])
  const close = useCallback(() => setDialog(undefined), [])

  const router = useMemo(
    () => ({ route, dialog, go, back, open: setDialog, close }),
    [route, dialog, go, back, close],
  )
  return <RouterContext value={router}>{children}</RouterContext>
}

export function useRouter(): Router {
  const router = useContext(RouterContext)
  if (!router) throw new Error('useRouter outside a RouterProvider')
  return router
}
