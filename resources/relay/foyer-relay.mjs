#!/usr/bin/env node
// Says what is missing before anything newer than this Node could fail without a word.
const [major] = process.versions.node.split('.')
if (Number(major) < 22) {
  console.error(`The relay needs Node 22 or newer; this is ${process.versions.node}.`)
  process.exitCode = 2
} else await import('../relay/main.js')
