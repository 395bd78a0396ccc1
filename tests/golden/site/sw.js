// Keeps the notes, the newest edition and those that were opened readable without a network; where any other page is
// asked for, one of ours says what is kept. The network is always asked first: nothing old is shown while there is one.
"use strict";

const HOME = self.registration.scope;
const OURS = `gleaner ${new URL(HOME).pathname} `; // sites below one host share what is cached
const SHELL = `${OURS}shell 48132f633320`; // pages, style and scripts that fit one another
const PAGES = `${OURS}pages`;
const whole = places => places.map(place => new URL(place, HOME).href);
const PLACES = whole(["offline/", "notes/", "theme/feed.css", "theme/gleaner.css", "theme/gleaner.svg", "theme/keeping.js", "theme/my-notes.js", "theme/notes.js", "theme/offline.js", "theme/talk.js"]);
const INSTEAD = PLACES[0];
const NEWEST = whole(["./", "editions/2026-W47/"]); // under both of its addresses
const OPENED = /^(?:index\.html)?$|^editions\/[\w-]+\/(?:index\.html)?$/;
const GONE = [404, 410];
const MOST = 60; // a year of editions

const bare = address => address.split("#")[0];
const folder = address => address.replace(/index\.html$/, "");
const named = address => [folder(address), `${folder(address)}index.html`]; // both of the names a page has
const opened = address => address.startsWith(HOME) && OPENED.test(address.slice(HOME.length));

// What the site has taken down is gone from here, too.
async function forget(address) {
  const pages = await caches.open(PAGES);
  for (const name of named(address)) await pages.delete(name);
}

async function remember(address, response) {
  if (GONE.includes(response.status)) return forget(address);
  if (!response.ok || response.type !== "basic" || response.redirected) return;
  const pages = await caches.open(PAGES);
  await pages.delete(address);
  await pages.put(address, response);
  for (const oldest of (await pages.keys()).slice(0, -MOST)) await pages.delete(oldest);
}

async function furnish() {
  const shell = await caches.open(SHELL);
  await shell.addAll(PLACES.map(place => new Request(place, { cache: "reload" })));
  const windows = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const pages = new Set([...NEWEST, ...windows.map(each => bare(each.url))].filter(opened));
  await Promise.allSettled([...pages].map(async page => remember(page, await fetch(page))));
}

async function clear() {
  const names = (await caches.keys()).filter(name => name.startsWith(OURS) && name !== SHELL && name !== PAGES);
  await Promise.all(names.map(name => caches.delete(name)));
  await clients.claim();
}

async function kept(address) {
  for (const cache of [PAGES, SHELL]) {
    for (const name of [address, ...named(address)]) {
      const found = await (await caches.open(cache)).match(name, { ignoreVary: true });
      if (found) return found;
    }
  }
}

// A page that is not the one that was asked for: "Service Unavailable" (RFC 9110, 15.6.4) keeps anybody from taking it for that.
async function instead(request) {
  const page = request.mode === "navigate" && (await kept(INSTEAD));
  return page && new Response(page.body, { status: 503, statusText: "Service Unavailable", headers: page.headers });
}

async function answer(event, address) {
  try {
    // Pages is asked whether a page has changed, also within the ten minutes for which it says that none has.
    const response = await fetch(event.request, opened(address) ? { cache: "no-cache" } : {});
    if (opened(address)) event.waitUntil(remember(address, response.clone()).catch(() => {}));
    return response;
  } catch (error) {
    const found = (await kept(address)) || (await instead(event.request));
    if (found) return found;
    throw error;
  }
}

addEventListener("install", event => {
  skipWaiting();
  event.waitUntil(furnish());
});
addEventListener("activate", event => event.waitUntil(clear()));
addEventListener("fetch", event => {
  const { method, mode, url } = event.request;
  const address = bare(url);
  const ours = mode === "navigate" || opened(address) || PLACES.includes(address);
  if (method === "GET" && ours) event.respondWith(answer(event, address));
});