/** What a guest sees when whoever runs this relay has not built the guest page. No script, no link. */
export const missingGuestPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Foyer</title>
<style>
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1.25rem }
</style>
<main>
<h1>The guest page is not installed here</h1>
<p>This relay works, but the page for joining from a browser has not been built on it. Your
invitation is still good: paste the link into the Foyer app under “Join with a link”, or tell the
person who invited you.</p>
<p>If you run this relay: <code>npm run build</code>, then load this page again.</p>
</main>
`
