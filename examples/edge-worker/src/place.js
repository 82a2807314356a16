// How many requests are in an isolate, and that one at a time works. Both are leases: nothing tells us that a client has
// gone.
import { LIMITS } from "./limits.js";
import { refuse } from "./refusal.js";

const LEASE_MS = 1000 * LIMITS.requestSeconds;

const leases = new Set();

/** Does what a request asks for, where there is a place for it. */
export async function withPlace(request) {
  const now = Date.now();
  for (const lease of leases) if (lease.end <= now) leases.delete(lease);
  if (leases.size >= LIMITS.requests) throw busy();
  const lease = { end: now + LEASE_MS };
  leases.add(lease);
  try {
    return await request();
  } finally {
    leases.delete(lease);
  }
}

/** The lease of the request that is working. */
let worker;

/** Does what takes memory when no other request does. */
export async function inTurn(work) {
  const begin = Date.now();
  while (worker?.end > Date.now()) {
    if (Date.now() - begin > LEASE_MS) throw busy();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const mine = { end: Date.now() + LEASE_MS };
  worker = mine;
  try {
    return await work();
  } finally {
    if (worker === mine) worker = undefined;
  }
}

const busy = () => {
  const message = `${LIMITS.requests} requests are being worked on; ask again`;
  return refuse(503, "BUSY", message, { "retry-after": "1" });
};
