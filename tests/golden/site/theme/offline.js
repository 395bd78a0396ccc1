// The page that stands in for those that are not kept: the copies that the service worker has in, links to them out.
"use strict";

(async () => {
  const list = document.querySelector(".lines");
  const home = new URL(".", new URL(list.dataset.home, location.href)).href;
  const SIGNS = { "#34": '"', "#39": "'", amp: "&", gt: ">", lt: "<" }; // as templates write them

  // What a page of an edition calls its week.
  const week = page => (page.match(/ data-week="([^"]*)"/)?.[1] ?? "").replace(/&(#34|#39|amp|gt|lt);/g, (_, sign) => SIGNS[sign]);

  if (!window.caches) return;

  const pages = await caches.open(`gleaner ${new URL(home).pathname} pages`);
  const names = new Map();
  for (const { url } of await pages.keys()) {
    const folder = url.replace(/index\.html$/, "");
    const name = folder === home ? list.dataset.front : week(await (await pages.match(url, { ignoreVary: true })).text());
    if (name) names.set(folder, { name, url });
  }
  const front = names.get(home);
  names.delete(home);
  const editions = [...names.keys()].sort().reverse().map(folder => names.get(folder));
  list.prepend(...[front, ...editions].filter(Boolean).map(({ name, url }) => {
    const item = document.createElement("li");
    const link = item.appendChild(document.createElement("a"));
    link.href = url;
    link.textContent = name;
    return item;
  }));
})();
