#!/usr/bin/env node
await import('../relay/verifyGuest.js')
