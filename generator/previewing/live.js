// Opens the page anew when the site was, and shows what keeps the site from it. Only the preview hands this out.
"use strict";

(async () => {
  const { built, news } = document.currentScript.dataset;
  const PAUSE = 500; // milliseconds between two questions; each is answered at once, so no connection is held

  const bar = document.createElement("p");
  bar.className = "gleaner-preview";
  bar.setAttribute("role", "alert");
  bar.lang = "en";
  bar.dir = "ltr";

  function show(words) {
    if (bar.textContent !== words) bar.textContent = words;
    if (words && !bar.isConnected) document.body.prepend(bar);
    if (!words) bar.remove();
  }

  for (;;) {
    try {
      const found = await (await fetch(news)).json();
      if (found.built !== built) return location.reload();
      show(found.wrong);
    } catch {
      show("The preview has ended. ./gleaner preview begins it again, and this page goes on by itself.");
    }
    await new Promise(done => setTimeout(done, PAUSE));
  }
})();
