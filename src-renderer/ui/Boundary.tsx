import { Component, type ReactNode } from 'react'

interface Props {
  /** In place of what failed to render. */
  readonly fallback: ReactNode
  readonly children: ReactNode
}

/**
 * Keeps a part that fails, e.g. code that could not be loaded, from taking the whole page with it. The
 * host has everything that was saved.
 */
export class Boundary extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback : this.props.children
  }
}
