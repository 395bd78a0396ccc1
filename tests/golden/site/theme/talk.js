// The discussion of an edition at giscus, a third party: nothing of it is asked for before the reader says so.
// It takes an address with what giscus' own script puts there (giscus.app, client.ts), so that no foreign script runs here.
"use strict";

(() => {
  const talk = document.getElementById("talk");
  const { origin: home, pathname } = new URL(talk.dataset.address);
  const button = talk.querySelector("button");
  const here = new URL(location.href);
  const given = here.searchParams.get("giscus");
  const PENDING = `gleaner ${location.pathname} talk`; // that this reader asked for it, in this tab
  const TASTE = { strict: "1", reactionsEnabled: "0", emitMetadata: "0", inputPosition: "bottom", theme: "preferred_color_scheme" };
  const SESSION = "gleaner giscus"; // signed in: until the tab is closed

  const tab = (() => {
    try {
      return window.sessionStorage;
    } catch {
      return null;
    }
  })();

  // Back from signing in, GitHub's answer stands in the address: it is no reader's business, and no bookmark's.
  here.searchParams.delete("giscus");
  here.hash = "";
  if (given) history.replaceState(null, "", `${here}#talk`);
  const asked = tab?.getItem(PENDING) === "yes";
  if (given && asked) tab.setItem(SESSION, given);

  function load() {
    tab?.setItem(PENDING, "yes");
    const frame = document.createElement("iframe");
    const aim = () => {
      const asks = { ...TASTE, ...talk.dataset, origin: `${here}#talk`, backLink: here.href, session: tab?.getItem(SESSION) ?? "" };
      delete asks.address;
      frame.src = `${home}${pathname}?${new URLSearchParams(asks)}`;
    };
    frame.title = talk.querySelector("h2").textContent;
    frame.allow = "clipboard-write";
    addEventListener("message", event => {
      const told = event.origin === home && event.source === frame.contentWindow && event.data?.giscus;
      if (!told) return;
      if (told.resizeHeight) frame.height = Math.ceil(told.resizeHeight);
      const expired = /Bad credentials|Invalid state value|State has expired/.test(told.error ?? "");
      if ((told.signOut || expired) && tab?.getItem(SESSION)) {
        tab.removeItem(SESSION);
        aim();
      }
    });
    aim();
    button.replaceWith(frame);
    return frame;
  }

  button.addEventListener("click", () => load().focus());
  button.hidden = false;
  if (given && asked) load();
})();
