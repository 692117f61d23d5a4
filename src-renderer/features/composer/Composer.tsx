import type { SpaceView } from '../../../src-core/bridge/contract.ts'
import { Say } from '../../ui/Say.tsx'
import { useSpace } from '../feed/SpaceContext.tsx'
import css from './Composer.module.css'
import { WritingBox } from './WritingBox.tsx'

interface Props {
  readonly onPosted: () => void
}

/** Where one writes, or, for who may not, what may be done here and who can change it. */
export function Composer({ onPosted }: Props) {
  const { view } = useSpace()
  return view.can.post ? <WritingBox onPosted={onPosted} /> : <ReadOnly view={view} />
}

function ReadOnly({ view }: { readonly view: SpaceView }) {
  const owner = view.members.find((member) => member.role === 'owner' && !member.person.self)
  const name = owner?.person.name
  return (
    <p className={css.readOnly}>
      {!name ? (
        <Say id="composer.readOnlyNobody" />
      ) : (
        <Say
          id={view.can.comment ? 'composer.readOnlyComment' : 'composer.readOnly'}
          values={{ name }}
        />
      )}
    </p>
  )
}
