// Keeps the notes, the front page and the editions that were opened readable without a network.
// The network is always asked first: nothing old is shown while there is one.
"use strict";

const HOME = self.registration.scope;
const OURS = `gleaner ${new URL(HOME).pathname} `; // sites below one host share what is cached
const SHELL = `${OURS}shell 7c1c15bc77bf`; // page, style and scripts that fit one another
const PAGES = `${OURS}pages`;
const PLACES = ["notes/", "theme/feed.css", "theme/gleaner.css", "theme/gleaner.svg", "theme/keeping.js", "theme/my-notes.js", "theme/notes.js", "theme/talk.js"].map(place => new URL(place, HOME).href);
const OPENED = /^(?:index\.html)?$|^editions\/[\w-]+\/(?:index\.html)?$/;
const GONE = [404, 410];
const MOST = 60; // a year of editions

const bare = address => address.split("#")[0];
const opened = address => address.startsWith(HOME) && OPENED.test(address.slice(HOME.length));

// What the site has taken down is gone from here, too, under both of the names a page has.
async function forget(address) {
  const pages = await caches.open(PAGES);
  const folder = address.replace(/index\.html$/, "");
  for (const name of [folder, `${folder}index.html`]) await pages.delete(name);
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
  const pages = new Set([HOME, ...windows.map(each => bare(each.url))].filter(opened));
  await Promise.allSettled([...pages].map(async page => remember(page, await fetch(page))));
}

async function clear() {
  const names = (await caches.keys()).filter(name => name.startsWith(OURS) && name !== SHELL && name !== PAGES);
  await Promise.all(names.map(name => caches.delete(name)));
  await clients.claim();
}

async function answer(event, address) {
  try {
    // Pages is asked whether a page has changed, also within the ten minutes for which it says that none has.
    const response = await fetch(event.request, opened(address) ? { cache: "no-cache" } : {});
    if (opened(address)) event.waitUntil(remember(address, response.clone()).catch(() => {}));
    return response;
  } catch (error) {
    for (const name of [PAGES, SHELL]) {
      const kept = await (await caches.open(name)).match(address, { ignoreVary: true });
      if (kept) return kept;
    }
    throw error;
  }
}

addEventListener("install", event => {
  skipWaiting();
  event.waitUntil(furnish());
});
addEventListener("activate", event => event.waitUntil(clear()));
addEventListener("fetch", event => {
  const address = bare(event.request.url);
  if (event.request.method === "GET" && (opened(address) || PLACES.includes(address))) event.respondWith(answer(event, address));
});