import type { StatusFacts } from './statusFacts.ts'

/** The page at `/`: what this relay is and does, and a test of it from where the visitor is. */
export const renderStatusPage = (facts: StatusFacts): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Foyer relay</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/status/status.css">
<script src="/status/status.js" defer></script>
<body>
<header>${mark}<span>Foyer relay</span></header>
<main>
<h1>${facts.unreadiness === undefined ? 'This relay is running' : 'This relay is not taking anyone new'}</h1>
<p class="lead">It lets devices find each other and passes sealed messages on. It holds no keys and can read none of them.</p>
<div class="columns">
<section aria-labelledby="about">
<h2 id="about">This relay</h2>
<dl>
${rows(facts)}
</dl>
</section>
<section aria-labelledby="test">
<h2 id="test">Test from here</h2>
<p>Tries what a Foyer app needs, from this device and network. Nothing leaves for anywhere but this relay and the servers it names.</p>
${facts.asksForToken ? tokenField : ''}
<button type="button" id="run">Test from here</button>
<p id="sum" role="status"></p>
<ol id="results"></ol>
<noscript><p>The test needs JavaScript.</p></noscript>
</section>
</div>
<section aria-labelledby="guest">
<h2 id="guest">The page that guests join with</h2>
${facts.guestHash === undefined ? missingGuest : guest(facts.guestHash)}
</section>
</main>
</body>
</html>
`

const mark = `<svg width="26" height="30" viewBox="0 0 40 46" aria-hidden="true" focusable="false"><path class="mark-door" d="M2 40V20a18 18 0 0 1 36 0v20z"/><path class="mark-light" d="M11 40V21a9 9 0 0 1 18 0v19z"/><rect class="mark-ember" y="41" width="40" height="5" rx="2.5"/></svg>`

const tokenField = `<label for="token">Join token</label>
<input id="token" type="password" autocomplete="off" spellcheck="false">`

const missingGuest = '<p>It is not installed on this relay. People join with the Foyer app.</p>'

const guest = (
  hash: string,
) => `<p>Whoever runs a relay could change that page. Compare its fingerprint with the one that the release of Foyer names:</p>
<p class="hash"><code>${(hash.match(/.{1,8}/g) ?? []).join('<wbr>')}</code></p>
<p><code>npm run verify-guest -- <span id="address">https://…</span></code> fetches every file and checks it.</p>`

function rows(facts: StatusFacts): string {
  const { operator, region, mailboxDays, unreadiness } = facts
  const all: (readonly [string, string | undefined])[] = [
    ['Run by', operator],
    ['Where it is', region],
    ['New clients', unreadiness ?? 'welcome'],
    ['Join token', facts.asksForToken ? 'asked for' : 'not needed'],
    ['Mailbox', mailboxDays === undefined ? 'none: nothing is kept' : mailbox(mailboxDays)],
    ['STUN', facts.offersStun ? 'offered' : 'not offered'],
    ['TURN', facts.offersTurn ? 'offered' : 'not offered'],
    ['Guest page', facts.guestHash === undefined ? 'not installed' : 'installed'],
  ]
  return all
    .flatMap(([name, value]) =>
      value === undefined ? [] : [`<div><dt>${name}</dt><dd>${escapeHtml(value)}</dd></div>`],
    )
    .join('\n')
}

const mailbox = (days: number) => `sealed items for at most ${days} ${days === 1 ? 'day' : 'days'}`

const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
