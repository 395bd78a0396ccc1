// The places to write and to mark: under each pick and each question of an edition, and on the page "My notes".
"use strict";

const places = (() => {
  let shown = [];
  let names = 0;
  const words = keeping.words;
  const piece = name => document.getElementById("keeping").content.querySelector(name).cloneNode(true);
  const PAUSE = 400; // ms without a key after which what was typed is kept

  // What a place belongs to tells its buttons from those of the next; return the id of those words.
  function heading(keep) {
    const named = keep.closest("article, .prompt").querySelector("h3, .question");
    named.id ||= `named-${++names}`;
    return named.id;
  }

  // Make one place work; `about` is what is kept of the thing it belongs to.
  function open(keep, about) {
    const id = keeping.name(about);
    const details = keep.querySelector("details");
    const summary = details.querySelector("summary");
    const invitation = summary.textContent;
    const buttons = [...keep.querySelectorAll("button[aria-pressed]")];
    const jotting = keep.parentElement.querySelector(":scope > .jotting") ?? keep.insertAdjacentElement("beforebegin", piece(".jotting"));
    const title = heading(keep);
    for (const each of keep.querySelectorAll("button, summary")) each.setAttribute("aria-describedby", title);
    let area = null;
    let waiting = 0;

    function show() {
      const entry = keeping.get(id);
      const note = entry?.note?.is ?? "";
      for (const button of buttons) button.setAttribute("aria-pressed", String(Boolean(entry?.[button.value]?.is)));
      summary.textContent = note ? summary.dataset.noted : invitation;
      jotting.textContent = note;
      if (area && !waiting) area.value = note;
    }

    // Keep a part, or say why that could not be done and how to take it along.
    function put(part, is) {
      const why = keeping.put(about, part, is);
      keep.querySelector(".trouble")?.remove();
      if (why) {
        const trouble = piece(".trouble");
        trouble.querySelector("span").textContent = words[why];
        trouble.querySelector("button").addEventListener("click", () => keeping.download("md"));
        keep.append(trouble);
      }
      show();
      return why;
    }

    function write() {
      if (!waiting) return;
      clearTimeout(waiting);
      waiting = 0;
      details.querySelector("[role=status]").textContent = put("note", area.value) ? "" : words.kept;
    }

    function lay() {
      details.append(piece(".paper"));
      area = details.querySelector("textarea");
      area.setAttribute("aria-describedby", title);
      area.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(write, PAUSE);
      });
      area.addEventListener("blur", write);
      show();
    }

    // The event "toggle" comes late: what is typed at once would be lost.
    summary.addEventListener("click", event => {
      event.preventDefault();
      details.open = !details.open;
      if (!details.open) return;
      if (!area) lay();
      area.focus();
    });
    for (const button of buttons) button.addEventListener("click", () => put(button.value, button.getAttribute("aria-pressed") !== "true"));
    shown.push({ id, keep, show, write });
    show();
    keep.hidden = false;
  }

  const still = () => (shown = shown.filter(each => each.keep.isConnected));
  keeping.watch(id => still().forEach(each => (id ?? each.id) === each.id && each.show()));
  for (const leaving of ["pagehide", "visibilitychange"]) addEventListener(leaving, () => still().forEach(each => each.write()), true);

  const { edition, week } = words;
  for (const keep of document.querySelectorAll("main .keep")) {
    const thing = keep.closest("[id]");
    const title = thing.querySelector("h3, .question");
    open(keep, { edition, week, anchor: thing.id, title: title.textContent.trim(), url: title.querySelector("a")?.href ?? "" });
  }
  return { open, piece };
})();
