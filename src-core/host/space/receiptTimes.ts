interface Receipt {
  readonly seq: number
  readonly at: number
}

/**
 * When a device first had an envelope, by what it confirmed, oldest first; null: it has not said so. A device that
 * went back to a backup confirms less than before; what it had it had.
 */
export function receiptTimes(receipts: readonly Receipt[]): (seq: number) => number | null {
  const rising: Receipt[] = []
  for (const receipt of receipts) if (receipt.seq > (rising.at(-1)?.seq ?? 0)) rising.push(receipt)
  return (seq) => {
    let low = 0
    let high = rising.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((rising[middle] as Receipt).seq >= seq) high = middle
      else low = middle + 1
    }
    return rising[low]?.at ?? null
  }
}
