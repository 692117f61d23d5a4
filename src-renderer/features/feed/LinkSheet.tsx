import { Button } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import css from './FeedRow.module.css'

interface Props {
  readonly url: string
  readonly text: string
}

/**
 * A link that nothing has been fetched of (WA-10). The page's policy lets nothing in from other sites, so
 * the only way to see it is to go there, and that takes a click.
 */
export function LinkSheet({ url, text }: Props) {
  const { t } = useTranslation()
  const address = readable(url)
  return (
    <>
      {text !== '' && text !== url && (
        <div className={css.said} dir="auto">
          {text}
        </div>
      )}
      <div className={`${css.sheet} ${css.link}`}>
        <IconLink size={18} stroke={1.75} aria-hidden />
        <div className={css.grow}>
          <div className={css.address} dir="ltr">
            {address.text}
          </div>
          <div className={css.hint}>{t('feed.linkNothingLoaded')}</div>
        </div>
        {address.open && (
          <Button
            component="a"
            size="xs"
            variant="default"
            href={address.open}
            target="_blank"
            rel="noopener noreferrer"
            title={t('feed.opensNewTab', { site: address.site })}
          >
            {t('feed.openInBrowser')}
          </Button>
        )}
      </div>
    </>
  )
}

/** The address without its scheme; nothing to open unless it is http or https. */
function readable(url: string): { text: string; site: string; open: string | null } {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return { text: url, site: '', open: null }
  return {
    text: url.replace(/^https?:\/\//i, '').replace(/\/$/, ''),
    site: parsed.host,
    open: parsed.href,
  }
}
